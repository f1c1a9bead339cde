"""What makes imports mean something else: edits of paths and tables, dynamic imports, caches, patches, spawns."""

import ast
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.model.facts import (
    CachedLoader,
    Context,
    DynamicImport,
    PathEdit,
    Scope,
    Spawn,
    TableEdit,
)
from importlint.model.facts import Patch as PatchFact
from importlint.scan.origins import Origins
from importlint.scan.path_base import path_base
from importlint.scan.places import one_line
from importlint.scan.positions import Positions

_LONGEST = 200
# A file without any of these words has none of the facts.
_WORDS = re.compile(
    r"\bsys\b|importlib|__import__|runpy|pkgutil|\bimp\b|subprocess|multiprocessing|concurrent|addsitedir|cache|memoi[sz]e"
    r"|exec_module|os\.(?:exec|spawn)"
)
_DYNAMIC = frozenset(
    {
        "import_module",
        "__import__",
        "spec_from_file_location",
        "exec_module",
        "reload",
        "walk_packages",
        "iter_modules",
        "run_module",
        "run_path",
    }
)
_DYNAMIC_OWNERS = ("importlib", "pkgutil", "runpy", "imp", "builtins", "__import__")
_PATH_CALLS = frozenset({"insert", "append", "extend", "remove", "pop", "clear"})
_TABLE_CALLS = frozenset({"pop", "clear", "update", "setdefault", "popitem"})
_CACHES = ("cache", "memoize", "memoise")
_SUBPROCESS = frozenset({"run", "Popen", "call", "check_call", "check_output"})
_MULTIPROCESSING = ("multiprocessing.", "concurrent.futures.ProcessPoolExecutor", "concurrent.futures.process.")
_SPAWNERS = frozenset({"Process", "Pool", "ProcessPoolExecutor", "get_context"})


class Idioms(NamedTuple):
    """The facts of one file besides its import statements."""

    dynamic_imports: tuple[DynamicImport, ...]
    path_edits: tuple[PathEdit, ...]
    table_edits: tuple[TableEdit, ...]
    cached_loaders: tuple[CachedLoader, ...]
    patches: tuple[PatchFact, ...]
    spawns: tuple[Spawn, ...]


class _Reader:
    """Collects the facts of one file."""

    def __init__(self, origins: Origins, positions: Positions) -> None:
        self.origins = origins
        self.positions = positions
        self.dynamic_imports: list[DynamicImport] = []
        self.path_edits: list[PathEdit] = []
        self.table_edits: list[TableEdit] = []
        self.cached_loaders: list[CachedLoader] = []
        self.patches: list[PatchFact] = []
        self.spawns: list[Spawn] = []

    def text(self, node: ast.expr) -> str:
        """Return the source of an expression in one line."""
        return one_line(self.positions.text(node))[:_LONGEST]

    def read(self, statement: ast.stmt, context: Context) -> None:
        """Read one statement, without the statements in it."""
        match statement:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._assign(statement, target, value, context)
            case ast.AugAssign(target=target, value=value) if self.origins.of(target) == "sys.path":
                self._path_edit(statement, "augment", value, context)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._assign(statement, target, value, context)
            case ast.Delete(targets=targets):
                for target in targets:
                    self._delete(statement, target, context)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(statement, context)
            case _:
                pass
        for call, in_lambda in _calls(statement):
            self._call(call, _within_lambda(context) if in_lambda else context)

    def _path_edit(self, node: ast.stmt | ast.expr, operation: str, added: ast.expr | None, context: Context) -> None:
        argument = self.text(added) if added is not None else ""
        base = path_base(added, self.origins)
        self.path_edits.append(PathEdit(self.positions.span(node), operation, argument, base, context))

    def _assign(self, statement: ast.stmt, target: ast.expr, value: ast.expr, context: Context) -> None:
        if isinstance(target, ast.Tuple | ast.List):
            for inner in target.elts:
                self._assign(statement, inner, value, context)
            return
        is_item = isinstance(target, ast.Subscript)
        name = self.origins.of(target.value if isinstance(target, ast.Subscript) else target)
        if name == "sys.path":
            self._path_edit(statement, "assign", value, context)
        elif name == "sys.modules":
            key = self.text(target.slice) if isinstance(target, ast.Subscript) else ""
            operation = "assign" if is_item else "replace"
            self.table_edits.append(TableEdit(self.positions.span(statement), operation, key, context))
        elif isinstance(target, ast.Attribute) and self._is_module(target.value):
            self.patches.append(PatchFact(self.positions.span(statement), self.text(target), context))

    def _is_module(self, node: ast.expr) -> bool:
        """Return whether an expression begins with an imported name."""
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id in self.origins.modules

    def _delete(self, statement: ast.stmt, target: ast.expr, context: Context) -> None:
        if not isinstance(target, ast.Subscript):
            return
        match self.origins.of(target.value):
            case "sys.path":
                self._path_edit(statement, "delete", None, context)
            case "sys.modules":
                key = self.text(target.slice)
                self.table_edits.append(TableEdit(self.positions.span(statement), "delete", key, context))
            case _:
                pass

    def _call(self, call: ast.Call, context: Context) -> None:
        name = self.origins.of(call.func)
        owner, _, method = name.rpartition(".")
        if owner == "sys.path" and method in _PATH_CALLS:
            self._path_edit(call, method, call.args[-1] if call.args and method != "pop" else None, context)
        elif name == "site.addsitedir":
            self._path_edit(call, "addsitedir", call.args[0] if call.args else None, context)
        elif owner == "sys.modules" and method in _TABLE_CALLS:
            key = self.text(call.args[0]) if call.args and method != "update" else ""
            operation = {"setdefault": "assign", "popitem": "pop"}.get(method, method)
            self.table_edits.append(TableEdit(self.positions.span(call), operation, key, context))
        elif name == "setattr" and len(call.args) == 3 and self._is_module(call.args[0]):
            target = f"{self.text(call.args[0])}.{_literal(call.args[1]) or self.text(call.args[1])}"
            self.patches.append(PatchFact(self.positions.span(call), target[:_LONGEST], context))
        elif self._spawns(name, call):
            self.spawns.append(Spawn(self.positions.span(call), self.text(call.func), context))
        else:
            self._dynamic(name, call, context)

    def _dynamic(self, name: str, call: ast.Call, context: Context) -> None:
        method = name.rpartition(".")[2] or (call.func.attr if isinstance(call.func, ast.Attribute) else "")
        is_known = name.startswith(_DYNAMIC_OWNERS) or method in ("exec_module", "__import__")
        if method not in _DYNAMIC or not is_known:
            return
        first = call.args[0] if call.args else None
        literal = _literal(call.args[1] if method == "spec_from_file_location" and len(call.args) > 1 else first)
        if method == "reload" and first is not None:
            literal = self.text(first)
        package = next((keyword.value for keyword in call.keywords if keyword.arg == "package"), None)
        if method == "import_module" and len(call.args) > 1:
            package = call.args[1]
        arguments = ", ".join(
            [*map(self.text, call.args), *(f"{keyword.arg}={self.text(keyword.value)}" for keyword in call.keywords)]
        )
        self.dynamic_imports.append(
            DynamicImport(
                self.positions.span(call),
                method,
                literal,
                self.text(package) if package is not None else "",
                arguments[:_LONGEST],
                context,
            )
        )

    def _spawns(self, name: str, call: ast.Call) -> bool:
        method = name.rpartition(".")[2]
        if name.startswith(_MULTIPROCESSING):
            return method in _SPAWNERS
        if name.startswith(("subprocess.", "asyncio.create_subprocess")) and (
            method in _SUBPROCESS or "exec" in method
        ):
            return any(_starts_python(argument, self.origins) for argument in call.args[:1])
        return name.startswith(("os.exec", "os.spawn")) and any(_starts_python(a, self.origins) for a in call.args)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, context: Context) -> None:
        for decorator in node.decorator_list:
            name = self.origins.of(decorator.func if isinstance(decorator, ast.Call) else decorator)
            last = name.rpartition(".")[2]
            is_cache = last in ("lru_cache", "cached_property") or last.startswith(_CACHES)
            if is_cache and self._imports(node):
                owner = (
                    f"{context.owner}.{'<locals>.' if context.scope is Scope.FUNCTION else ''}" if context.owner else ""
                )
                written = self.text(decorator.func if isinstance(decorator, ast.Call) else decorator)
                first = self.positions.span(node)
                header = self.positions.lines[first.line - 1]
                span = first._replace(end_line=first.line, end_column=len(header.rstrip()) + 1)
                self.cached_loaders.append(CachedLoader(span, f"{owner}{node.name}", written))
                return

    def _imports(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        for part in ast.walk(node):
            if isinstance(part, ast.Import | ast.ImportFrom):
                return True
            if isinstance(part, ast.Call) and self.origins.of(part.func).rpartition(".")[2] in _DYNAMIC:
                return True
        return False


def may_have_idioms(text: str) -> bool:
    """Return whether a text can have any of these facts."""
    return _WORDS.search(text) is not None


def read_idioms(statements: Sequence[tuple[ast.stmt, Context]], positions: Positions) -> Idioms:
    """Read all statements of a file."""
    reader = _Reader(Origins(statement for statement, _ in statements), positions)
    for statement, context in statements:
        reader.read(statement, context)
    return Idioms(
        tuple(sorted(reader.dynamic_imports, key=_place)),
        tuple(sorted(reader.path_edits, key=_place)),
        tuple(sorted(reader.table_edits, key=_place)),
        tuple(sorted(reader.cached_loaders, key=_place)),
        tuple(sorted(reader.patches, key=_place)),
        tuple(sorted(reader.spawns, key=_place)),
    )


def _place(fact: DynamicImport | PathEdit | TableEdit | CachedLoader | PatchFact | Spawn) -> tuple[int, ...]:
    return tuple(fact.span)


def _calls(statement: ast.stmt) -> Iterator[tuple[ast.Call, bool]]:
    """Yield the calls in a statement's own expressions, and whether each waits in a lambda."""
    waiting: list[tuple[ast.AST, bool]] = [(statement, False)]
    while waiting:
        node, in_lambda = waiting.pop()
        if isinstance(node, ast.Call):
            yield node, in_lambda
        inside = in_lambda or isinstance(node, ast.Lambda)
        waiting.extend(
            (child, inside)
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case)
        )


def _within_lambda(context: Context) -> Context:
    owner = f"{context.owner}.<lambda>" if context.owner else "<lambda>"
    return context._replace(scope=Scope.FUNCTION, owner=owner)


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _starts_python(node: ast.expr, origins: Origins) -> bool:
    """Return whether a command line starts a Python interpreter."""
    first = node.elts[0] if isinstance(node, ast.List | ast.Tuple) and node.elts else node
    if origins.of(first) == "sys.executable":
        return True
    if isinstance(first, ast.BinOp):
        return _starts_python(first.left, origins)
    if isinstance(first, ast.JoinedStr):
        return any(
            isinstance(part, ast.FormattedValue) and origins.of(part.value) == "sys.executable" for part in first.values
        )
    text = _literal(first)
    return text is not None and text.split(" ")[0].rpartition("/")[2].rstrip("0123456789.") in ("python", "pypy")
