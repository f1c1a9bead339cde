"""Give the packages that contest a name places and names of their own: in one namespace package, or renamed."""

from collections.abc import Iterator, Sequence

from importlint.codemods.moves.file_paths import rewrite_paths
from importlint.codemods.moves.import_edits import rewrite_imports
from importlint.codemods.moves.meanings import Meanings, Unclear
from importlint.codemods.moves.module_strings import rewrite_strings
from importlint.codemods.moves.naming import plan_relocations
from importlint.codemods.moves.path_edits import add_path_edits
from importlint.codemods.moves.relocation import Relocation, Relocations
from importlint.codemods.moves.text_edits import rewrite_text
from importlint.codemods.moves.texts import Texts, in_order
from importlint.codemods.options import FixOptions
from importlint.model.change import ChangeSet, Note
from importlint.model.finding import Finding
from importlint.model.fix import Edit
from importlint.model.root import ModuleId
from importlint.project import Project


def plan(project: Project, findings: Sequence[Finding], options: FixOptions) -> ChangeSet:
    """Plan the moves that end findings of contested names, and the edits of everything that names what moves."""
    relocations, notes = plan_relocations(project, findings, options)
    texts = Texts(project.tree)
    while True:
        edits, unclear, more = _rewritten(project, relocations, texts)
        stuck = tuple(_stuck(relocations, unclear))
        notes += tuple(note for note, _ in unclear)
        if not stuck:
            break
        relocations = relocations.without(stuck)
    return ChangeSet(
        title=_title(options),
        edits=in_order(edits),
        moves=relocations.moves,
        notes=tuple(sorted({*notes, *more})),
    )


def _title(options: FixOptions) -> str:
    if options.rename:
        return f"Rename the packages that contest a name to `{options.rename}`"
    return f"Give each service a name of its own in the namespace package `{options.namespace}`"


def _rewritten(
    project: Project, relocations: Relocations, texts: Texts
) -> tuple[list[Edit], list[tuple[Note, Unclear]], list[Note]]:
    meanings = Meanings(project, relocations)
    edits: list[Edit] = []
    unclear: list[tuple[Note, Unclear]] = []
    notes: list[Note] = []
    for path, facts in project.facts.items():
        imports = rewrite_imports(path, facts.imports, meanings, texts)
        strings = rewrite_strings(facts, meanings, texts)
        paths = rewrite_paths(path, meanings, texts)
        additions = add_path_edits(facts, meanings, texts)
        edits += (*imports.edits, *strings.edits, *paths.edits, *additions.edits)
        unclear += imports.unclear
        notes += (*strings.notes, *paths.notes, *additions.notes)
    for path in project.tree.files if relocations else ():
        told = rewrite_text(project, relocations, path, texts)
        edits += told.edits
        notes += told.notes
    return edits, unclear, notes


def _stuck(relocations: Relocations, unclear: Sequence[tuple[Note, Unclear]]) -> Iterator[Relocation]:
    """Yield what has to stay: imports that work today mean it or another package, and nobody can say which."""
    among = {ModuleId(root, each.name) for _, each in unclear if each.works for root in each.among}
    return (relocation for relocation in relocations if relocation.id in among)
