"""The ways to rewrite one import of a cycle, as edits. Whether one of them mends anything is for the machine to say."""

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.graph.import_graph import Edge
from importlint.model.facts import Alias, ImportStatement, Scope
from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.model.root import ModuleId, ModuleKind
from importlint.model.wording import code, count, listing
from importlint.project import Project
from importlint.remedies.import_block import Head, future_annotations, insertion, read_head, type_only
from importlint.remedies.statements import relative_to, written
from importlint.remedies.uses import Use

_MOST_FUNCTIONS = 6
_MOST_HOPS = 5
_LAZY_SINCE = (3, 15)
_LATE_ANNOTATIONS_SINCE = (3, 14)


class Candidate(NamedTuple):
    """One way to rewrite an import. cuts: whether the import no longer runs while its module is imported."""

    title: str
    edits: tuple[Edit, ...]
    cuts: bool = False
    safe: bool = False

    @property
    def size(self) -> int:
        """Return how many lines are written, one at least for each edit."""
        return sum(max(1, sum(map(bool, edit.replacement.split("\n")))) for edit in self.edits)


class Rewriting(NamedTuple):
    """One import to rewrite, and what there is to know of its file.

    lines: of its text. uses: of the names that the import binds, () where nobody looked. taken: all names that are
    bound anywhere in the file.
    """

    project: Project
    edge: Edge
    head: Head
    lines: Sequence[str]
    uses: Sequence[Use]
    taken: frozenset[str]

    @property
    def statement(self) -> ImportStatement:
        """Return the statement."""
        return self.edge.statement

    @property
    def bound(self) -> list[str]:
        """Return the names that the statement binds."""
        return [bound_name(alias) for alias in self.statement.names]

    def replaced(self, *lines: str) -> Edit:
        """Return the edit that puts other lines in the place of the statement; without any, its gap goes as well."""
        line, _, end_line, _ = self.statement.span
        if not lines and self.lines[end_line : end_line + 1] == [""]:
            line, end_line = self._with_gap(line, end_line)
        text = "".join(f"{each}\n" for each in lines)
        return Edit(
            path=self.edge.path, span=Span(line, 1, min(end_line, len(self.lines) - 1) + 1, 1), replacement=text
        )

    def _with_gap(self, line: int, end_line: int) -> tuple[int, int]:
        """Return lines with the blank ones below them at the top of a file, else with those above an import."""
        while line == 1 and self.lines[end_line : end_line + 1] == [""]:
            end_line += 1
        while line > max(self.head.imports, 1) and not self.lines[line - 2]:
            line -= 1
        return line, end_line

    def late_annotations(self) -> tuple[Edit, ...]:
        """Return the edits after which annotations are not evaluated when they are reached."""
        if self.project.target_version >= _LATE_ANNOTATIONS_SINCE:
            return ()
        return future_annotations(self.edge.path, self.head)


def bound_name(alias: Alias) -> str:
    """Return the name that a part of an import statement binds."""
    return alias.asname or alias.name.partition(".")[0]


def can_be_rewritten(project: Project, edge: Edge, text: str) -> Head | None:
    """Return the head of the file if the import is a statement at its top level that has its lines for itself."""
    statement, context = edge.statement, edge.statement.context
    program = project.settings.syntax(edge.path)
    plain = context.scope is Scope.MODULE and not (context.catches or context.handles or context.type_only)
    if not plain or statement.lazy or not isinstance(program, ast.Module) or bound_stars(statement):
        return None
    span = statement.span
    rest = text.split("\n")[span.end_line - 1][span.end_column - 1 :].strip()
    top = any(node.lineno == span.line and node.col_offset == 0 for node in program.body)
    return read_head(program) if top and span.column == 1 and (not rest or rest.startswith("#")) else None


def bound_stars(statement: ImportStatement) -> bool:
    """Return whether it is a star import."""
    return any(alias.name == "*" for alias in statement.names)


def simple_candidates(at: Rewriting) -> Iterator[Candidate]:
    """Yield what needs no look at the uses of the names: another module to take them from, PEP 810, another order."""
    yield from _from_source(at)
    yield from _moved_down(at)
    if at.project.target_version >= _LAZY_SINCE:
        line, column, *_ = at.statement.span
        edit = Edit(path=at.edge.path, span=Span(line, column, line, column), replacement="lazy ")
        yield Candidate(f"Make {code(written(at.statement))} lazy (PEP 810)", (edit,), cuts=True)


def _from_source(at: Rewriting) -> Iterator[Candidate]:
    """Take names that a module only passes on from the module that defines them."""
    sources = [_source(at.project, at.edge.imported, alias.name) for alias in at.statement.names]
    if not at.statement.is_from or not all(name in at.edge.reads for name, _, _ in at.statement.names):
        return
    found = [source for source in sources if source is not None and source[0] != at.edge.importer]
    if len(found) < len(sources):
        return
    lines: dict[ModuleId, list[Alias]] = {}
    for alias, (module, name) in zip(at.statement.names, found, strict=True):
        bound = bound_name(alias)
        lines.setdefault(module, []).append(alias._replace(name=name, asname=bound if bound != name else ""))
    statements = [_import_from(at, module, tuple(names)) for module, names in lines.items()]
    title = f"Import {listing(at.bound)} from {listing([module.name for module in lines])}, where it comes from"
    yield Candidate(title, (at.replaced(*(written(statement) for statement in statements)),), safe=True)


def _moved_down(at: Rewriting) -> Iterator[Candidate]:
    """Move what a package only passes on below its other imports, which the moved one may need."""
    line, _, end_line, _ = at.statement.span
    if at.project.modules[at.edge.importer].kind is not ModuleKind.PACKAGE or at.head.after <= end_line + 1:
        return
    text = "".join(f"{each}\n" for each in at.lines[line - 1 : end_line])
    removed = Edit(path=at.edge.path, span=Span(line, 1, end_line + 1, 1), replacement="")
    edits = (removed, insertion(at.edge.path, at.head.after, text))
    yield Candidate(f"Move {code(written(at.statement))} below the other imports", edits)


def _source(project: Project, module: ModuleId, name: str) -> tuple[ModuleId, str] | None:
    """Return the module that defines a name which another one only passes on, and its name there."""
    found = None
    for _ in range(_MOST_HOPS):
        passed = [
            (edge.imported, alias.name)
            for edge in project.imports_of(module)
            if edge.on_import and edge.reads and not edge.guarded
            for alias in edge.statement.names
            if bound_name(alias) == name and alias.name in edge.reads
        ]
        if len(passed) != 1:
            return found
        module, name = found = passed[0]
    return None


def _import_from(at: Rewriting, module: ModuleId, names: tuple[Alias, ...]) -> ImportStatement:
    level, name = relative_to(_package(at), module.name) if at.statement.level else (0, module.name)
    return at.statement._replace(level=level, module=name, names=names)


def _package(at: Rewriting) -> str:
    return at.project.modules[at.edge.importer].package


def candidates_with_uses(at: Rewriting) -> Iterator[Candidate]:
    """Yield what depends on where the names are used."""
    if not at.uses:
        return
    if all(use.annotation and not use.inspected for use in at.uses):
        yield _type_only(at)
    yield from _module_instead(at)
    yield from _deferred(at)


def _type_only(at: Rewriting) -> Candidate:
    late = () if all(use.quoted for use in at.uses) else at.late_annotations()
    edits = (*late, at.replaced(), *type_only(at.edge.path, at.head, written(at.statement)))
    return Candidate(f"Import {listing(at.bound)} for type checkers only", edits, cuts=True)


def _module_instead(at: Rewriting) -> Iterator[Candidate]:
    """Import the module, and take the names out of it where they are used."""
    statement, imported = at.statement, at.edge.imported.name
    takes = statement.is_from and all(alias.name in at.edge.reads for alias in statement.names)
    if not takes or any(use.quoted or use.inspected for use in at.uses):
        return
    if statement.level:
        level, name = relative_to(_package(at), imported.rpartition(".")[0] or imported)
        module = imported.rpartition(".")[2]
        line, prefix = f"from {'.' * level}{name} import {module}", module
        if not imported.rpartition(".")[0]:
            return
    else:
        line, prefix = f"import {imported}", imported
    if prefix.partition(".")[0] in at.taken:
        return
    originals = {bound_name(alias): alias.name for alias in statement.names}
    uses = tuple(
        Edit(path=at.edge.path, span=use.span, replacement=f"{prefix}.{originals[use.name]}") for use in at.uses
    )
    late = at.late_annotations() if any(use.annotation for use in at.uses) else ()
    first = next(iter(originals.values()))
    yield Candidate(f"Import the module: `{line}`, then `{prefix}.{first}`", (*late, at.replaced(line), *uses))


def _deferred(at: Rewriting) -> Iterator[Candidate]:
    """Import the names in the functions that use them; those that annotations need, too, for type checkers only."""
    running = [use for use in at.uses if not use.annotation]
    bodies: dict[tuple[int, str], set[str]] = {}
    for use in running:
        if use.body is None:
            return
        bodies.setdefault(use.body, set()).add(use.name)
    checked = [use for use in at.uses if use.annotation]
    if not bodies or len(bodies) > _MOST_FUNCTIONS or any(use.inspected for use in checked):
        return
    path = at.edge.path
    inner = tuple(
        insertion(path, line, f"{indent}{written(_only(at.statement, names))}\n\n")
        for (line, indent), names in sorted(bodies.items())
    )
    outer = type_only(path, at.head, written(_only(at.statement, {use.name for use in checked}))) if checked else ()
    late = at.late_annotations() if any(not use.quoted for use in checked) else ()
    where = "the function that uses it" if len(bodies) == 1 else f"the {count(len(bodies), 'function')} that use it"
    yield Candidate(f"Import {listing(at.bound)} in {where}", (*late, at.replaced(), *outer, *inner), cuts=True)


def _only(statement: ImportStatement, names: set[str]) -> ImportStatement:
    return statement._replace(names=tuple(alias for alias in statement.names if bound_name(alias) in names))
