"""Rewrite scripts that load several services through `sys.path`, so that each is loaded in a context of its own.

`sys.path.insert(0, str(SERVICES / "pillars-service"))` goes, and what is imported from that service stands in
`with services["pillars"]:` of `importlint.loader`.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from importlint.codemods.moves.texts import Texts, in_order
from importlint.codemods.options import FixOptions
from importlint.model.change import ChangeSet, Note
from importlint.model.facts import FileFacts, ImportStatement, PathEdit
from importlint.model.finding import Finding
from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.model.names import top_level
from importlint.model.root import Module
from importlint.processes import path_edits_to
from importlint.project import Project
from importlint.remedies.loader_context import find_contexts
from importlint.remedies.service_names import service_names
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.positions import Positions

_RULES = frozenset({"contested-name", "name-collision"})
_ADDS = frozenset({"insert", "append"})


class _Script(NamedTuple):
    """A file that loads several services: what it means of each, and the statements that arrange its path for that."""

    facts: FileFacts
    contexts: tuple[tuple[Module, tuple[ImportStatement, ...]], ...]
    path_edits: tuple[PathEdit, ...]
    names: Mapping[str, str]


def plan(project: Project, findings: Sequence[Finding], options: FixOptions) -> ChangeSet:
    """Plan the rewriting of the scripts that findings are about; one that cannot be followed is left alone."""
    texts = Texts(project.tree)
    edits: list[Edit] = []
    notes: list[Note] = []
    mended: list[str] = []
    wanted = [finding for finding in findings if finding.rule in _RULES]
    for path in sorted({path for finding in wanted for path in _scripts(project, finding)}):
        script = _script(project, path, options)
        if script is None:
            continue
        why = _trouble(project, script, texts)
        if why:
            notes.append(Note(path, why[0], why[1]))
            continue
        edits.extend(_edits(script, texts))
        mended += (each.fingerprint for each in wanted if each.rule == "name-collision" and each.location.path == path)
    return ChangeSet(
        title="Load each service in a context of its own",
        edits=in_order(edits),
        notes=tuple(notes),
        mends=tuple(sorted(mended)),
    )


def _scripts(project: Project, finding: Finding) -> Iterator[str]:
    """Yield the files with path edits that a finding speaks of."""
    for location in (finding.location, *(step.location for step in finding.related)):
        facts = project.facts.get(location.path)
        if facts is not None and facts.path_edits:
            yield location.path


def _script(project: Project, path: str, options: FixOptions) -> _Script | None:
    """Return what a file loads, None unless it loads several services under one name."""
    facts = project.facts[path]
    for providers in project.contested.values():
        contexts = tuple((module, tuple(found)) for module, found in find_contexts(project, providers, path))
        if len(contexts) > 1:
            names = {**service_names([module.id.root for module in providers]), **dict(options.services)}
            roots = [module.id.root for module in providers]
            edits = tuple(edit for edit, named in path_edits_to(facts, roots) if named)
            return _Script(facts, contexts, edits, names)
    return None


def _trouble(project: Project, script: _Script, texts: Texts) -> tuple[int, str] | None:
    """Return the line and the reason if a script cannot be rewritten."""
    facts, text = script.facts, texts.of(script.facts.path)
    try:
        parse(text)
    except NotPythonError as error:
        return error.problem.span.line, f"this is not valid Python: {error.problem.message}"
    statements = [statement for _, found in script.contexts for statement in found]
    unseen = _unseen(project, script)
    if unseen or not script.path_edits:
        return unseen or facts.path_edits[0].span.line, "this changes sys.path in a way that cannot be followed"
    first = min(edit.span.line for edit in script.path_edits)
    for edit in script.path_edits:
        if edit.operation not in _ADDS or not _is_alone(edit.span, text):
            return edit.span.line, "this changes sys.path in a way that cannot be followed"
    for statement in statements:
        if not statement.is_from and not all(alias.asname for alias in statement.names):
            return statement.span.line, "this binds a name that several services share; import what it has instead"
        if statement.span.line < first or not _is_alone(statement.span, text):
            return statement.span.line, "this does not stand after what arranges the search path, on lines of its own"
    if facts.table_edits:
        return facts.table_edits[0].span.line, "this changes sys.modules, which contexts make superfluous"
    return _needed(project, script, statements)


def _unseen(project: Project, script: _Script) -> int:
    """Return the line that is seen to put a service on the path though its text does not say so; 0 if none does."""
    roots = {module.id.root for module, _ in script.contexts}
    seen = {edit.span.line for edit in script.path_edits}
    changes = [change for run in project.runs for change in run.trace.path_changes if change.path == script.facts.path]
    lines = (change.line for change in changes if not roots.isdisjoint(change.directories))
    return next((line for line in lines if line not in seen), 0)


def _needed(project: Project, script: _Script, statements: Sequence[ImportStatement]) -> tuple[int, str] | None:
    """Return the place of an import that needs a service on the path, too, though its name is not contested."""
    roots = [module.id.root for module, _ in script.contexts]
    names = {module.id.name for root in roots for module in project.root(root).names}
    for statement in script.facts.imports:
        asked = [statement.module] if statement.is_from else [alias.name for alias in statement.names]
        if statement not in statements and not statement.level and any(top_level(name) in names for name in asked):
            return statement.span.line, "this needs a service on sys.path as well; import it in a context"
    return None


def _is_alone(span: Span, text: str) -> bool:
    """Return whether nothing but a comment stands on the lines of a statement besides."""
    lines = text.split("\n")
    before, after = lines[span.line - 1][: span.column - 1], lines[span.end_line - 1][span.end_column - 1 :]
    return not before.strip() and (not after.strip() or after.lstrip().startswith("#"))


def _edits(script: _Script, texts: Texts) -> Iterator[Edit]:
    path = script.facts.path
    positions = Positions(texts.of(path))
    name = "service_loader" if _binds(texts.of(path), "services") else "services"
    first, *others = sorted(script.path_edits, key=lambda edit: edit.span)
    above = [each.span.end_line for each in script.facts.imports if each.span.line < first.span.line]
    place = Span(max(above) + 1, 1, max(above) + 1, 1)
    yield Edit(path=path, span=place, replacement="from importlint.loader import ServiceLoader\n")
    yield Edit(path=path, span=_whole(first.span, positions, keep_end=True), replacement=_loader(script, name))
    for edit in others:
        yield Edit(path=path, span=_whole(edit.span, positions), replacement="")
    yield from _without_sys(script, positions)
    for module, statements in script.contexts:
        for group in _groups(statements):
            yield _context(path, group, f'{name}["{script.names[module.id.root]}"]', positions)


def _binds(text: str, name: str) -> bool:
    """Return whether a text uses a name for a variable or a module."""
    nodes = tuple(ast.walk(parse(text)))
    names = {each.id for each in nodes if isinstance(each, ast.Name)}
    return name in names | {each.asname or top_level(each.name) for each in nodes if isinstance(each, ast.alias)}


def _loader(script: _Script, name: str) -> str:
    """Return the statement that makes the loader, in place of the first edit of the path."""
    roots = [module.id.root for module, _ in script.contexts]
    lines = [f'        "{script.names[root]}": "{root}",' for root in roots]
    return "\n".join((f"{name} = ServiceLoader(", "    {", *lines, "    }", ")"))


def _groups(statements: Sequence[ImportStatement]) -> Iterator[list[ImportStatement]]:
    """Yield the statements that follow each other directly together."""
    group: list[ImportStatement] = []
    for statement in sorted(statements, key=lambda each: each.span):
        if group and statement.span.line != group[-1].span.end_line + 1:
            yield group
            group = []
        group.append(statement)
    if group:
        yield group


def _context(path: str, group: Sequence[ImportStatement], manager: str, positions: Positions) -> Edit:
    first, last = group[0].span, group[-1].span
    lines = positions.lines[first.line - 1 : last.end_line]
    indent = lines[0][: first.column - 1]
    text = "\n".join((f"{indent}with {manager}:", *(f"    {line}" if line.strip() else line for line in lines)))
    span = Span(first.line, 1, last.end_line, len(lines[-1]) + 1)
    return Edit(path=path, span=span, replacement=text)


def _whole(span: Span, positions: Positions, *, keep_end: bool = False) -> Span:
    """Return the lines of a statement, with its last line end unless that is kept."""
    if keep_end or span.end_line == len(positions.lines):
        return Span(span.line, 1, span.end_line, len(positions.lines[span.end_line - 1]) + 1)
    return Span(span.line, 1, span.end_line + 1, 1)


def _without_sys(script: _Script, positions: Positions) -> Iterator[Edit]:
    """Yield the removal of `import sys` where only the edits of the path needed it."""
    tree = parse("\n".join(positions.lines))
    uses = sum(isinstance(node, ast.Name) and node.id == "sys" for node in ast.walk(tree))
    for statement in script.facts.imports if uses == len(script.path_edits) else ():
        if positions.lines[statement.span.line - 1].strip() == "import sys":
            yield Edit(path=script.facts.path, span=_whole(statement.span, positions), replacement="")
