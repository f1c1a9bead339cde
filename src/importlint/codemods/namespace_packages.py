"""Give the packages that contest a name places and names of their own: in one namespace package, or renamed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from importlint.codemods.moves.file_paths import rewrite_paths
from importlint.codemods.moves.import_edits import rewrite_imports
from importlint.codemods.moves.meanings import Meanings, Unclear
from importlint.codemods.moves.module_strings import rewrite_strings
from importlint.codemods.moves.naming import plan_relocations
from importlint.codemods.moves.packaging import edit_pyproject
from importlint.codemods.moves.path_edits import add_path_edits
from importlint.codemods.moves.relocation import Relocation, Relocations
from importlint.codemods.moves.script_paths import add_script_paths
from importlint.codemods.moves.text_edits import rewrite_text
from importlint.codemods.moves.texts import Texts, in_order
from importlint.codemods.moves.tool_settings import (
    PytestSetting,
    edit_alembic_settings,
    edit_pytest_settings,
    find_pytest_settings,
)
from importlint.codemods.options import FixOptions
from importlint.edits.hunks import edits_between
from importlint.edits.text import edit_text
from importlint.model.change import ChangeSet, NewFile, Note
from importlint.model.finding import Finding
from importlint.model.fix import Edit
from importlint.model.root import Module, ModuleId
from importlint.project import Project
from importlint.resolve.directories import child, folder

_RULE = "contested-name"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A plan while it is drawn up."""

    relocations: Relocations
    edits: list[Edit] = field(default_factory=list)
    new_files: list[NewFile] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unclear: list[tuple[Note, Unclear]] = field(default_factory=list)


def plan(project: Project, findings: Sequence[Finding], options: FixOptions) -> ChangeSet:
    """Plan the moves that end findings of contested names, and the edits of everything that names what moves.

    A package stays if an import that works today means it or another one, and nobody can say which.
    """
    contested = [finding for finding in findings if finding.rule == _RULE]
    relocations, refused = plan_relocations(project, contested, options)
    notes = list(refused)
    texts = Texts(project.tree)
    while True:
        draft = _draft(project, relocations, texts)
        notes += (note for note, _ in draft.unclear)
        stuck = tuple(_stuck(draft))
        if not stuck:
            break
        notes += (Note(each.path, 0, f"`{each.id.name}` stays: not all its imports are clear") for each in stuck)
        relocations = relocations.without(stuck)
    gone = {name for name in relocations.names if _is_settled(project.contested[name], relocations)}
    return ChangeSet(
        title=_title(options),
        edits=in_order(draft.edits),
        moves=relocations.moves,
        new_files=tuple(draft.new_files),
        notes=tuple(sorted({*notes, *draft.notes})),
        mends=tuple(sorted(each.fingerprint for each in contested if gone.issuperset(each.subject))),
    )


def _title(options: FixOptions) -> str:
    if options.rename:
        return f"Rename the packages that contest a name to `{options.rename}`"
    return f"Give each service a name of its own in the namespace package `{options.namespace}`"


def _is_settled(providers: Sequence[Module], relocations: Relocations) -> bool:
    """Return whether no more than one provider of a name stays."""
    return sum(relocations.around(module.path or module.directory) is None for module in providers) <= 1


def _draft(project: Project, relocations: Relocations, texts: Texts) -> _Draft:
    draft = _Draft(relocations=relocations)
    if relocations:
        meanings = Meanings(project, relocations)
        for path in project.facts:
            _rewrite_python(draft, path, meanings, texts)
        _rewrite_others(draft, project, texts)
    return draft


def _rewrite_python(draft: _Draft, path: str, meanings: Meanings, texts: Texts) -> None:
    facts = meanings.project.facts[path]
    if facts.problem is not None:
        text, names = texts.of(path), draft.relocations.names
        if draft.relocations.around(path) is None and not any(name in text for name in names):
            return
        draft.notes.append(Note(path, facts.problem.span.line, f"this file is left as it is: {facts.problem.message}"))
        return
    imports = rewrite_imports(path, facts.imports, meanings, texts)
    draft.edits.extend(imports.edits)
    draft.unclear.extend(imports.unclear)
    strings = rewrite_strings(facts, meanings, texts)
    paths = rewrite_paths(path, meanings, texts)
    additions = add_path_edits(facts, meanings, texts)
    scripts = add_script_paths(facts, meanings)
    for change in (strings, paths, additions, scripts):
        draft.edits.extend(change.edits)
        draft.notes.extend(change.notes)


def _rewrite_others(draft: _Draft, project: Project, texts: Texts) -> None:
    settings = find_pytest_settings(project, draft.relocations, texts)
    added = (*edit_pytest_settings(settings, texts), *edit_alembic_settings(project, draft.relocations, texts))
    for path in project.tree.files:
        told = rewrite_text(project, draft.relocations, path, texts)
        draft.notes.extend(told.notes)
        if path.rpartition("/")[2] == "pyproject.toml":
            draft.edits.extend(_project_file(path, told.edits, draft.relocations, settings, texts))
        else:
            draft.edits.extend(told.edits)
    for path in sorted({child(move.base, "setup.py") for move in draft.relocations} & set(project.tree.files)):
        draft.notes.append(Note(path, 0, "what it packs is for you to change"))
    draft.edits.extend(each for each in added if isinstance(each, Edit))
    draft.new_files.extend(each for each in added if isinstance(each, NewFile))


def _project_file(
    path: str, edits: Iterable[Edit], relocations: Relocations, settings: Sequence[PytestSetting], texts: Texts
) -> Iterator[Edit]:
    """Yield the edits of a `pyproject.toml`: of what its texts name, and of what its keys mean."""
    old, base = texts.of(path), folder(path)
    moves = [move for move in relocations if move.base == base]
    python_path = next((setting.entries for setting in settings if setting.path == path), ())
    new = edit_pyproject(edit_text(old, edits), base, moves, python_path)
    return edits_between(path, old, new)


def _stuck(draft: _Draft) -> Iterator[Relocation]:
    """Yield what has to stay: imports that work today mean it or another package, and nobody can say which."""
    among = {ModuleId(root, each.name) for _, each in draft.unclear if each.works for root in each.among}
    return (relocation for relocation in draft.relocations if relocation.id in among)
