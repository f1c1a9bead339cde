"""What the names of a file mean, as far as its import statements and plain assignments tell."""

import ast
import re
from collections.abc import Iterable
from functools import cached_property

from importlint.model.facts import ImportStatement

_IMPORTING_CALLS = frozenset({"__import__", "importlib.import_module", "importlib.__import__", "builtins.__import__"})
# What a plain assignment may give another name: `path = sys.path`, `load = importlib.import_module`.
_WORTH_FOLLOWING = frozenset(
    {
        "__import__",
        "builtins",
        "imp",
        "importlib",
        "multiprocessing",
        "pkgutil",
        "runpy",
        "site",
        "subprocess",
        "sys",
    }
)


class Names:
    """The dotted names behind the names of one file, wherever in the file they are bound."""

    def __init__(self, imports: Iterable[ImportStatement]) -> None:
        """Learn what import statements bind; of several bindings of one name the first counts."""
        self._imports = tuple(imports)
        self._followed: set[str] = set()

    @cached_property
    def _targets(self) -> dict[str, str]:
        targets: dict[str, str] = {}
        for statement in self._imports:
            for alias in statement.names:
                if statement.is_from:
                    name, target = alias.asname or alias.name, f"{_written(statement)}.{alias.name}"
                else:
                    name = alias.asname or alias.name.partition(".")[0]
                    target = alias.name if alias.asname else name
                targets.setdefault(name, target)
        return targets

    def follow_assignment(self, node: ast.stmt) -> bool:
        """Learn from `name = dotted.name`; return whether that was new."""
        if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name):
            return False
        name, value = node.targets[0].id, self.dotted(node.value)
        if name in self._targets or value.partition(".")[0] not in _WORTH_FOLLOWING:
            return False
        self._targets[name] = value
        self._followed.add(name)
        return True

    def is_imported(self, name: str) -> bool:
        """Return whether an import statement binds a name to something else than `sys`."""
        return self._targets.get(name, "sys") != "sys" and name not in self._followed

    def modules(self) -> frozenset[str]:
        """Return the top-level modules that something is imported from."""
        named = {statement.module for statement in self._imports if not statement.level}
        named.update(alias.name for statement in self._imports if not statement.is_from for alias in statement.names)
        named.update(self._targets[name] for name in self._followed)
        return frozenset(module.partition(".")[0] for module in named)

    def bound_to(self, wanted: re.Pattern[str]) -> frozenset[str]:
        """Return the names that stand for something that matches a pattern and are not called so themselves."""
        return frozenset(name for name, target in self._targets.items() if name != target and wanted.fullmatch(target))

    def dotted(self, node: ast.expr) -> str:
        """Return the dotted name that an expression stands for, "" if it is something else.

        A name that the file does not bind stands for itself, a call that imports for what it returns.
        """
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        start = ""
        if isinstance(node, ast.Name):
            start = self._targets.get(node.id, node.id)
        elif isinstance(node, ast.Call):
            start = self._returned(node)
        return ".".join((start, *reversed(attributes))) if start else ""

    def _returned(self, call: ast.Call) -> str:
        if not isinstance(call.func, ast.Name) and not isinstance(getattr(call.func, "value", None), ast.Name):
            return ""
        function = self.dotted(call.func)
        if function == "multiprocessing.get_context":
            return "multiprocessing"
        match call.args:
            case [ast.Constant(value=str(name)), *_] if function in _IMPORTING_CALLS:
                return name if function == "importlib.import_module" else name.partition(".")[0]
        return ""


def _written(statement: ImportStatement) -> str:
    return "." * statement.level + statement.module
