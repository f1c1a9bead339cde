"""Where a module uses the names that an import statement binds: the owner of LibCST (extra `importlint-scan[fix]`).

Its scope analysis knows what `ast` does not: which binding a name means in nested functions, classes, comprehensions
and annotations. What it finds are places; the edits themselves are made of the file's text.
"""

from collections.abc import Iterable, Iterator
from typing import TypeGuard

import libcst as cst
from libcst import metadata as meta

from importlint.model.location import Span
from importlint.remedies.uses import ReadUses, Use, Uses


class _Reader:
    """One file, read once for all statements that are asked about."""

    def __init__(self, text: str) -> None:
        """Parse a text; raises ParserSyntaxError, which `read_uses` catches."""
        self._wrapper = meta.MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
        self._positions = self._wrapper.resolve(meta.PositionProvider)
        self._parents = self._wrapper.resolve(meta.ParentNodeProvider)
        scopes = {scope for scope in self._wrapper.resolve(meta.ScopeProvider).values() if scope is not None}
        self._scope = next(scope for scope in scopes if isinstance(scope, meta.GlobalScope))
        self._taken = frozenset(assignment.name for scope in scopes for assignment in scope.assignments)

    def uses_of(self, line: int, names: Iterable[str]) -> Uses:
        """Return the uses of the names that the import statement in a line binds at module level."""
        uses: list[Use] = []
        rebound: set[str] = set()
        for name in names:
            assignments = self._scope[name]
            for assignment in assignments:
                if not isinstance(assignment, meta.Assignment) or self._line(assignment.node) != line:
                    rebound.add(name)
                uses += (self._use(name, access) for access in assignment.references)
        return Uses(
            tuple(sorted(set(uses), key=lambda use: use.span)),
            frozenset(rebound),
            self._exported(),
            self._taken,
        )

    def _line(self, node: cst.CSTNode) -> int:
        return int(self._positions[node].start.line)

    def _use(self, name: str, access: meta.Access) -> Use:
        node = self._name_of(access.node)
        place = self._positions[node]
        span = Span(place.start.line, place.start.column + 1, place.end.line, place.end.column + 1)
        annotation = access.is_annotation or access.is_type_hint
        quoted = not isinstance(node, cst.Name)
        return Use(name, span, annotation, quoted, annotation and self._is_inspected(node), self._body(node))

    def _name_of(self, node: cst.CSTNode) -> cst.CSTNode:
        """Return the name at the beginning of an attribute chain."""
        while isinstance(node, cst.Attribute):
            node = node.value
        return node

    def _around(self, node: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
        """Yield each node around one with its child that leads there, innermost first."""
        while node in self._parents:
            parent = self._parents[node]
            yield parent, node
            node = parent

    def _is_inspected(self, node: cst.CSTNode) -> bool:
        for parent, _ in self._around(node):
            if isinstance(parent, cst.FunctionDef) and parent.decorators:
                return True
            if isinstance(parent, cst.ClassDef):
                return not _is_plain(parent)
            if isinstance(parent, cst.FunctionDef):
                return False
        return False

    def _body(self, node: cst.CSTNode) -> tuple[int, str] | None:
        found = None
        for parent, child in self._around(node):
            if isinstance(parent, cst.FunctionDef):
                found = self._beginning(parent) if child is parent.body else None
        return found

    def _beginning(self, function: cst.FunctionDef) -> tuple[int, str] | None:
        block = function.body
        if not isinstance(block, cst.IndentedBlock):
            return None
        statements = list(block.body)
        if len(statements) > 1 and function.get_docstring(clean=False) is not None:
            statements = statements[1:]
        place = self._positions[statements[0]].start
        line = place.line
        first = statements[0]
        if isinstance(first, cst.FunctionDef | cst.ClassDef) and first.decorators:
            line = self._line(first.decorators[0])
        return line, self._indent(place.line, place.column)

    def _indent(self, line: int, column: int) -> str:
        return self._wrapper.module.code.split("\n")[line - 1][:column]

    def _exported(self) -> frozenset[str]:
        """Return what a literal `__all__` lists."""
        lines = (line for line in self._wrapper.module.body if isinstance(line, cst.SimpleStatementLine))
        values = (statement.value for line in lines for statement in line.body if _assigns_all(statement))
        return frozenset(
            str(element.value.evaluated_value)
            for value in values
            if isinstance(value, cst.List | cst.Tuple)
            for element in value.elements
            if isinstance(element.value, cst.SimpleString)
        )


def _assigns_all(statement: cst.BaseSmallStatement) -> TypeGuard[cst.Assign | cst.AugAssign]:
    if isinstance(statement, cst.AugAssign):
        return isinstance(statement.target, cst.Name) and statement.target.value == "__all__"
    targets = statement.targets if isinstance(statement, cst.Assign) else ()
    return any(isinstance(target.target, cst.Name) and target.target.value == "__all__" for target in targets)


def _is_plain(owner: cst.ClassDef) -> bool:
    """Return whether nothing is likely to look at the annotations of a class: it has no bases, and is a dataclass."""
    names = (decorator.decorator for decorator in owner.decorators)
    calls = (name.func if isinstance(name, cst.Call) else name for name in names)
    return not owner.bases and all(_last(name) == "dataclass" for name in calls)


def _last(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


def read_uses(text: str) -> ReadUses | None:
    """Return what finds the uses of names in a text; None if LibCST does not know its syntax."""
    try:
        return _Reader(text).uses_of
    except cst.ParserSyntaxError:
        return None
