"""The text of one random module: imports, definitions and uses in a random order."""

import random
import textwrap
from collections.abc import Callable, Sequence

_HANDLERS = (
    "except ImportError:", "except ModuleNotFoundError:", "except AttributeError:", "except NameError as error:",
    "except Exception as error:", "except (ImportError, KeyError):", "except (AttributeError, NameError):", "except:",
    "except ImportError as error:",
)  # fmt: skip
_KINDS = ("K", "f", "C", "L", "D", "dec", "inst")


class Writer:
    """Writes one module; what it will export is settled before, so that others can name it."""

    def __init__(self, rng: random.Random, name: str, *, is_package: bool) -> None:
        """Settle what the module exports."""
        self.rng = rng
        self.name = name
        self.is_package = is_package
        self.tail = name.rpartition(".")[2]
        self.exports = [f"{kind}_{self.tail}" for kind in rng.sample(_KINDS, rng.randint(2, 5))]
        self.has_hook = rng.random() < 0.06
        self._count = 0

    def write(self, others: "Sequence[Writer]", namespaces: Sequence[str]) -> str:
        """Return the text of the module."""
        self.others = list(others)
        self.namespaces = list(namespaces)
        rng = self.rng
        parts = [self._define(export) for export in self.exports]
        if rng.random() < 0.7:
            parts.insert(rng.randint(0, len(parts)), self._all())
        light = self.is_package and rng.random() < 0.5
        for _ in range(0 if light else rng.choice((1, 1, 2, 2, 3, 4))):
            parts.insert(self._place(len(parts)), self._statement(self._import()))
        for _ in range(0 if light else rng.choice((0, 1, 1, 2, 3))):
            parts.insert(self._place(len(parts)), self._statement(self._use()))
        if self.has_hook:
            parts.insert(rng.randint(0, len(parts)), self._hook())
        head = "from __future__ import annotations\n" if rng.random() < 0.15 else ""
        return head + "import sys\n" + "\n".join(parts) + "\n"

    def _place(self, length: int) -> int:
        return self.rng.choice((0, self.rng.randint(0, length), self.rng.randint(0, length), length))

    def _fresh(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}{self._count}"

    def _other(self) -> "Writer":
        return self.rng.choice(self.others) if self.others else self

    def _named(self, other: "Writer") -> str:
        """Return a name of another module: mostly one that it exports."""
        if self.rng.random() < 0.06:
            return self.rng.choice(("missing", "K_q", *(writer.tail for writer in self.others)))
        return self.rng.choice(other.exports)

    # ----- what goes around a statement ------------------------------------------------------------------------------

    def _statement(self, text: str) -> str:
        wrap = self.rng.choices(
            (_plain, self._try, self._suppress, self._function, self._if, self._class, self._loop, self._twice, self._version,
             self._nested_try, self._finally, self._raising),
            (30, 8, 2, 5, 3, 2, 1, 2, 2, 1, 1, 1),
        )[0]  # fmt: skip
        return wrap(text)

    def _try(self, text: str) -> str:
        body = [f"try:\n{_indent(text)}", f"{self.rng.choice(_HANDLERS)}\n{_indent(self._fallback())}"]
        if self.rng.random() < 0.3:
            body.append(f"else:\n    {self._fresh('else_')} = 1")
        if self.rng.random() < 0.2:
            body.append(f"finally:\n    {self._fresh('last_')} = 1")
        return "\n".join(body)

    def _fallback(self) -> str:
        name = self._fresh("fall_")
        return self.rng.choice(
            (f"{name} = None", "pass", "raise", self._import(), f"{name} = 1\nraise RuntimeError('{name}')")
        )

    def _nested_try(self, text: str) -> str:
        return f"try:\n{_indent(self._try(text))}\nexcept RuntimeError:\n    pass"

    def _finally(self, text: str) -> str:
        return f"try:\n{_indent(text)}\nfinally:\n    {self._fresh('last_')} = 2"

    def _raising(self, text: str) -> str:
        return f"try:\n{_indent(text)}\n    raise KeyError('k')\nexcept KeyError:\n    {self._fresh('caught_')} = 1"

    def _suppress(self, text: str) -> str:
        error = self.rng.choice(("ImportError", "Exception", "AttributeError"))
        return f"import contextlib\nwith contextlib.suppress({error}):\n{_indent(text)}"

    def _function(self, text: str) -> str:
        name = self._fresh("run_")
        text = text if "import *" not in text else self._from_import()
        call = self.rng.choice((f"{name}()", f"{name}()", "", f"value_{name} = {name}()"))
        return f"def {name}(flag=True):\n    if not flag:\n        return 1\n{_indent(text)}\n    return 2\n{call}"

    def _if(self, text: str) -> str:
        test = self.rng.choice((
            "typing.TYPE_CHECKING", "not typing.TYPE_CHECKING", "sys.version_info >= (3, 8)", "__name__ == '__main__'",
            "bool(sys.path)", "'pk' in sys.modules", f"hasattr(sys.modules[__name__], '{self.exports[0]}')",
            f"'{self.exports[0]}' in globals()",
        ))  # fmt: skip
        return f"import typing\nif {test}:\n{_indent(text)}\nelse:\n    {self._fresh('no_')} = 1"

    def _version(self, text: str) -> str:
        test = self.rng.choice(
            ("sys.version_info >= (3, 12)", "sys.version_info[:2] < (3, 13)", "sys.version_info.minor > 11")
        )
        return f"if {test}:\n{_indent(text)}\nelse:\n{_indent(self._import())}"

    def _class(self, text: str) -> str:
        text = text if "import *" not in text and "global " not in text else self._from_import()
        return f"class {self._fresh('Body')}:\n{_indent(text)}\n    attribute = 1"

    def _loop(self, text: str) -> str:
        return f"for {self._fresh('i_')} in range({self.rng.choice((0, 1, 2))}):\n{_indent(text)}"

    def _twice(self, text: str) -> str:
        return f"try:\n{_indent(text)}\nexcept Exception:\n    pass\n{text}"

    # ----- imports -----------------------------------------------------------------------------------------------------

    def _import(self) -> str:
        writers = (
            self._plain_import, self._as_import, self._from_import, self._relative, self._star, self._from_package,
            self._import_module, self._dunder_import, self._surgery, self._by_location, self._reload, self._namespace,
        )  # fmt: skip
        return self.rng.choices(writers, (4, 3, 10, 5, 2, 4, 2, 1, 2, 1, 1, 1))[0]()

    def _plain_import(self) -> str:
        other = self._other()
        use = self.rng.choice(("", "", f"\n{self._fresh('v_')} = {other.name}.{self._named(other)}"))
        return f"import {other.name}{use}"

    def _as_import(self) -> str:
        other = self._other()
        name = self._fresh("m_")
        use = self.rng.choice(("", f"\n{self._fresh('v_')} = {name}.{self._named(other)}"))
        return f"import {other.name} as {name}{use}"

    def _from_import(self) -> str:
        other = self._other()
        names = [self._named(other) for _ in range(self.rng.choice((1, 1, 2)))]
        return f"from {other.name} import {', '.join(self._aliased(name) for name in names)}"

    def _aliased(self, name: str) -> str:
        return f"{name} as {self._fresh('n_')}" if self.rng.random() < 0.2 else name

    def _relative(self) -> str:
        other = self._other()
        mine = self.name.split(".") if self.is_package else self.name.split(".")[:-1]
        theirs = other.name.split(".")
        shared = 0
        while shared < min(len(mine), len(theirs)) and mine[shared] == theirs[shared]:
            shared += 1
        if not shared:
            return self._from_import()
        dots = "." * (len(mine) - shared + 1)
        rest = theirs[shared:]
        if rest and self.rng.random() < 0.4:
            return f"from {dots}{'.'.join(rest[:-1])} import {self._aliased(rest[-1])}"
        return f"from {dots}{'.'.join(rest)} import {self._aliased(self._named(other))}"

    def _star(self) -> str:
        other = self._other()
        use = self.rng.choice(("", f"\n{self._fresh('v_')} = {self.rng.choice(other.exports)}"))
        return f"from {other.name} import *{use}"

    def _from_package(self) -> str:
        other = self._other()
        parent, _, tail = other.name.rpartition(".")
        return f"from {parent} import {self._aliased(tail)}" if parent else f"import {tail}"

    def _import_module(self) -> str:
        other = self._other()
        name = self._fresh("m_")
        call = f"importlib.import_module('{other.name}')"
        if other.name.startswith("pk.") and self.name.startswith("pk") and self.rng.random() < 0.4:
            call = f"importlib.import_module('.{other.name[3:]}', 'pk')"
        elif self.rng.random() < 0.3:
            parent, _, tail = other.name.rpartition(".")
            call = f"importlib.import_module('.'.join(('{parent}', '{tail}')).lstrip('.'))"
        use = self.rng.choice(("", f"\n{self._fresh('v_')} = {name}.{self._named(other)}"))
        return f"import importlib\n{name} = {call}{use}"

    def _dunder_import(self) -> str:
        other = self._other()
        return f"{self._fresh('m_')} = __import__('{other.name}', fromlist=['{self._named(other)}'])"

    def _surgery(self) -> str:
        other = self._other()
        return self.rng.choice((
            f"sys.modules.pop('{other.name}', None)",
            f"if '{other.name}' in sys.modules:\n    del sys.modules['{other.name}']",
            f"sys.modules['{self._fresh('alias')}'] = sys.modules[__name__]",
            f"for key in [key for key in sys.modules if key.startswith('{other.name}')]:\n    del sys.modules[key]",
            f"sys.modules['{other.name}'] = None",
            f"known = sys.modules.get('{other.name}')\nif known is not None:\n    w = known.{self.rng.choice(other.exports)}",
        ))  # fmt: skip

    def _by_location(self) -> str:
        other = self._other()
        steps = "../" * (self.name.count(".") + self.is_package)
        path = other.name.replace(".", "/") + ("/__init__.py" if other.is_package else ".py")
        name = self._fresh("loaded")
        return (
            "import importlib.util, os\n"
            f"spec = importlib.util.spec_from_file_location('{name}', "
            f"os.path.join(os.path.dirname(os.path.abspath(__file__)), '{steps}{path}'))\n"
            f"{name} = importlib.util.module_from_spec(spec)\n"
            f"spec.loader.exec_module({name})"
        )

    def _reload(self) -> str:
        other = self._other()
        return f"import importlib, {other.name}\nimportlib.reload(sys.modules['{other.name}'])"

    def _namespace(self) -> str:
        if not self.namespaces:
            return self._from_import()
        name = self.rng.choice(self.namespaces)
        parent, _, tail = name.rpartition(".")
        return self.rng.choice((f"import {name}", f"from {parent} import {tail}", f"from {name} import nothing"))

    # ----- definitions -------------------------------------------------------------------------------------------------

    def _define(self, export: str) -> str:
        kind = export.partition("_")[0]
        writers: dict[str, Callable[[str], str]] = {
            "K": lambda name: self.rng.choice((f"{name} = {self.rng.randint(1, 9)}", f"({name} := 3)", f"globals()['{name}'] = 4")),
            "f": self._define_function, "C": self._define_class,
            "L": lambda name: self.rng.choice((f"{name} = [1, 2]", f"{name} = [n for n in (1, 2, 3) if n > 1]")),
            "D": lambda name: f"{name} = {{'k': 1}}", "dec": self._define_decorator,
            "inst": lambda name: f"class _{name}:\n    def __init__(self):\n        self.value = 1\n{name} = _{name}()",
        }  # fmt: skip
        return writers[kind](export)

    def _define_function(self, name: str) -> str:
        return self.rng.choice((
            f"def {name}(*args, **kwargs):\n    return 1",
            f"def {name}(value=1):\n    def inner():\n        nonlocal value\n        value += 1\n        return value\n    return inner()",
            f"def {name}(value=None):\n    global made_{name}\n    made_{name} = value\n    return value",
            f"{name} = lambda *args: args",
            f"def {name}(*args):\n    yield 1\n    yield 2",
        ))  # fmt: skip

    def _define_class(self, name: str) -> str:
        return self.rng.choice((
            f"class {name}:\n    attribute = 1\n    def method(self):\n        return 1",
            f"class {name}:\n    known = []\n    def __init_subclass__(cls, **kwargs):\n        cls.known.append(cls)",
            f"class Meta{name}(type):\n    def __init__(cls, name, bases, names):\n        cls.seen = True\n"
            f"class {name}(metaclass=Meta{name}):\n    pass",
            f"import dataclasses\n@dataclasses.dataclass\nclass {name}:\n    value: int = 1",
            f"class Descriptor{name}:\n    def __set_name__(self, owner, name):\n        owner.marked = name\n"
            f"class {name}:\n    field = Descriptor{name}()",
            f"class {name}:\n    @classmethod\n    def make(cls):\n        return cls()\n    @staticmethod\n    def plain():\n"
            f"        return 1\n    @property\n    def value(self):\n        return 2",
        ))  # fmt: skip

    def _define_decorator(self, name: str) -> str:
        return self.rng.choice((
            f"def {name}(function):\n    return function",
            f"registry_{name} = {{}}\ndef {name}(function):\n    registry_{name}[function.__name__] = function\n    return function",
        ))  # fmt: skip

    def _all(self) -> str:
        some = self.rng.sample(self.exports, self.rng.randint(1, len(self.exports)))
        if self.rng.random() < 0.15:
            some.append("nowhere")
        if self.is_package and self.rng.random() < 0.5:
            some += [other.tail for other in self.others if other.name.rpartition(".")[0] == self.name][:1]
        first, rest = some[:1], some[1:]
        return self.rng.choice((
            f"__all__ = {some}", f"__all__ = {tuple(some)}", f"__all__ = {first}\n__all__ += {rest}",
            f"__all__ = {first}\n__all__.extend({rest})", f"__all__ = {first} + {rest}",
            f"__all__ = {first}\nfor _name in {rest}:\n    __all__.append(_name)",
        )) if self.rng.random() < 0.6 else ""  # fmt: skip

    def _hook(self) -> str:
        name = self._named(self._other())
        return (
            f"def __getattr__(name):\n    if name in ('missing', 'K_q', '{name}'):\n        return 5\n"
            "    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')"
        )

    # ----- uses --------------------------------------------------------------------------------------------------------

    def _use(self) -> str:
        other = self._other()
        by_kind = {export.partition("_")[0]: export for export in other.exports}
        kind, export = self.rng.choice(sorted(by_kind.items()))
        holder = self.rng.choice(("", f"{other.name}."))
        start = f"import {other.name}" if holder else f"from {other.name} import {export}"
        if self.rng.random() < 0.15:
            start = ""
        name = self._fresh("u_")
        uses: dict[str, tuple[str, ...]] = {
            "K": (f"{name} = {holder}{export} + 1", f"def {name}(value={holder}{export}):\n    return value",
                  f"match {holder}{export}:\n    case 1:\n        {name} = 1\n    case _:\n        {name} = 2"),
            "f": (f"{name} = {holder}{export}()", f"{name} = [{holder}{export}() for _ in (1, 2)]",
                  f"def {name}():\n    return {holder}{export}()\n{name}()"),
            "C": (f"class {name}({holder}{export}):\n    pass", f"{name} = {holder}{export}()",
                  f"def {name}(value: {holder}{export}) -> {holder}{export}:\n    return value",
                  f"{name}: {holder}{export} = None", f"{name} = isinstance(1, {holder}{export})"),
            "L": (f"{holder}{export}.append(3)", f"{name} = [*{holder}{export}]",
                  f"for {name} in {holder}{export}:\n    pass", f"{name} = sum(n for n in {holder}{export})"),
            "D": (f"{holder}{export}['x'] = 1", f"{name} = {holder}{export}['k']", f"{name} = {{**{holder}{export}}}"),
            "dec": (f"@{holder}{export}\ndef {name}():\n    return 1", f"@{holder}{export}\nclass {name}:\n    pass"),
            "inst": (f"{name} = {holder}{export}.value", f"{holder}{export}.value = 2",
                     f"{name} = f'{{{holder}{export}.value}}'"),
        }  # fmt: skip
        use = self.rng.choice((*uses[kind], *self._others_uses(other, holder, export, name)[:1]))
        return f"{start}\n{use}"

    def _others_uses(self, other: "Writer", holder: str, export: str, name: str) -> list[str]:
        found = [
            f"setattr(sys.modules[__name__], '{name}', {holder}{export})",
            f"del {self.rng.choice(self.exports)}",
            f"{name} = getattr(sys.modules.get('{other.name}'), '{export}', None)",
            f"{name} = hasattr(sys.modules.get('{other.name}'), '{export}')\nif {name}:\n    {name} = {holder}{export}",
            f"{self._child_name()} = 5",
            f"def {self._child_name()}():\n    return {holder}{export}",
            f"{name} = (lambda: {holder}{export})()",
            f"with_{name} = {holder}{export} if 'nothing' in sys.modules else None",
            f"while True:\n    {name} = {holder}{export}\n    break",
            f"{other.name}.added = 1\n{name} = {other.name}.added",
        ]
        self.rng.shuffle(found)
        return found

    def _child_name(self) -> str:
        children = [other.tail for other in self.others if other.name.rpartition(".")[0] == self.name]
        return self.rng.choice(children) if children else self._fresh("child_")


def _plain(text: str) -> str:
    return text


def _indent(text: str) -> str:
    return textwrap.indent(text, "    ")
