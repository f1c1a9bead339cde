"""Rewrite `import app.core`, which binds `app`, together with the uses of that name in its scope.

`import acme.pillars.core` binds `acme` instead. Where every use is known to be a use of this binding, the uses become
`acme.pillars.core.run()`. Otherwise the statement goes on to bind the old name, `import acme.pillars.core,
acme.pillars as app`. That holds for uses that nobody sees, such as `from here import app` in another file, and while
the package is half imported: it becomes an attribute of `acme` only when its own import has ended, but until then
`import a.b as c` takes it from `sys.modules` (CPython: Python/ceval.c, import_from).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import libcst
from libcst.metadata import (
    Access,
    BaseAssignment,
    ClassScope,
    FunctionScope,
    ImportAssignment,
    MetadataWrapper,
    PositionProvider,
    Scope,
    ScopeProvider,
)

from importlint.codemods.moves.texts import offset_of, replace
from importlint.model.facts import Alias
from importlint.model.fix import Edit
from importlint.model.names import top_level


class Binding(NamedTuple):
    """One `import a.b` that binds `a`: its alias, how many of its parts change, and what they become.

    is_last: no other alias of the statement binds the same name after it.
    """

    alias: Alias
    parts: int
    name: str
    is_last: bool = True

    @property
    def bound(self) -> str:
        """Return the name that the statement binds."""
        return top_level(self.alias.name)


class _Use(NamedTuple):
    """A place where a bound name is used: offsets of what is replaced, by what, and whether it is in a function."""

    start: int
    end: int
    name: str
    deferred: bool


def rebind(path: str, text: str, bindings: Sequence[Binding], *, early: bool, shared: bool) -> Iterator[Edit]:
    """Yield the edits of statements that bind one name, and of its uses.

    early: module-level code of the file can run while the package is half imported. shared: other files can take the
    name from here.
    """
    scopes = _Scopes(text)
    uses = None if shared or _is_named(text, bindings[0].bound) else scopes.uses(bindings)
    follow = uses is not None and not (early and not all(use.deferred for use in uses))
    for binding in bindings:
        start = offset_of(text, binding.alias.span.line, binding.alias.span.column)
        end = offset_of(text, binding.alias.span.end_line, binding.alias.span.end_column)
        taken = scopes.binds(top_level(binding.name))
        written = _written(binding, keep=not follow or taken, taken=taken)
        yield replace(path, text, start, end, written)
    for use in uses if uses is not None and follow else ():
        if not scopes.binds(top_level(use.name)):
            yield replace(path, text, use.start, use.end, use.name)


def _written(binding: Binding, *, keep: bool, taken: bool) -> str:
    """Return how an alias is written afterwards; `taken`: the file has another use for the new top-level name."""
    rest = binding.alias.name.split(".")[binding.parts :]
    whole = ".".join((binding.name, *rest))
    if not keep:
        return whole
    bound = f"{binding.name} as {binding.bound}"
    if not rest:
        return bound
    if taken:
        return f"{bound}, {whole} as _{'_'.join(rest)}"
    return f"{whole}, {bound}" if binding.is_last else whole


def _is_named(text: str, name: str) -> bool:
    """Return whether a text speaks of a variable in a way that no rewriting of its uses can follow."""
    return re.search(rf"""["']{name}["']|\b(?:del|global|nonlocal)\b[^\n]*\b{name}\b""", text) is not None


class _Scopes:
    """The scopes of one file; none for a text that LibCST cannot read."""

    def __init__(self, text: str) -> None:
        self._text = text
        try:
            wrapper = MetadataWrapper(libcst.parse_module(text), unsafe_skip_copy=True)
        except libcst.ParserSyntaxError:
            self._scopes: tuple[Scope, ...] | None = None
            return
        self._positions = wrapper.resolve(PositionProvider)
        found = wrapper.resolve(ScopeProvider).values()
        self._scopes = tuple(dict.fromkeys(scope for scope in found if scope is not None))

    def binds(self, name: str) -> bool:
        """Return whether some scope binds a name to something else than an import of a module below it."""
        if self._scopes is None:
            return re.search(rf"\b{name}\b", self._text) is not None
        found = (each for scope in self._scopes for each in scope.assignments if each.name == name)
        return any(not _binds_package(each, name) for each in found)

    def uses(self, bindings: Sequence[Binding]) -> tuple[_Use, ...] | None:
        """Return the uses of what the statements bind, None if there may be others."""
        if self._scopes is None:
            return None
        wanted = {(binding.alias.span.line, binding.alias.span.column): binding for binding in bindings}
        found: list[_Use] = []
        for scope in self._scopes:
            own = [each for each in scope.assignments if top_level(each.name) == bindings[0].bound]
            meant = {self._binding(each, wanted) for each in own}
            if not meant - {None}:
                continue
            names = {(binding.parts, binding.name) for binding in meant if binding is not None}
            if None in meant or len(names) > 1 or isinstance(scope, ClassScope):
                return None
            uses = [self._use(access, *next(iter(names))) for each in own for access in each.references]
            if None in uses:
                return None
            found.extend(use for use in uses if use is not None)
        return tuple(sorted(set(found)))

    def _binding(self, assignment: BaseAssignment, wanted: dict[tuple[int, int], Binding]) -> Binding | None:
        if not isinstance(assignment, ImportAssignment):
            return None
        start = self._positions[assignment.as_name].start
        return wanted.get((start.line, start.column + 1))

    def _use(self, access: Access, parts: int, name: str) -> _Use | None:
        """Return one use; None for one that is no chain of attributes long enough."""
        if not isinstance(access.node, libcst.Name | libcst.Attribute) or access.node not in self._positions:
            return None
        begin = self._positions[access.node].start
        start = offset_of(self._text, begin.line, begin.column + 1)
        match = re.compile(rf"\w+(?:\s*\.\s*\w+){{{parts - 1}}}").match(self._text, start)
        if match is None:
            return None
        return _Use(start, match.end(), name, isinstance(access.scope, FunctionScope))


def _binds_package(assignment: BaseAssignment, name: str) -> bool:
    """Return whether an assignment is one of `import name.a`."""
    if not isinstance(assignment, ImportAssignment) or not isinstance(assignment.node, libcst.Import):
        return False
    aliases = assignment.node.names
    return any(alias.asname is None and top_level(alias.evaluated_name) == name for alias in aliases)
