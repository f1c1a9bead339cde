"""Scripts that find what moves because it lies beside them, and scripts that move themselves."""

from collections.abc import Iterator

from importlint.codemods.moves.meanings import Meanings, Meant
from importlint.codemods.moves.path_edits import Additions, path_statement
from importlint.codemods.moves.relocation import Relocation
from importlint.model.change import Note
from importlint.model.facts import FileFacts, ImportStatement
from importlint.model.fix import Edit
from importlint.model.launch import LaunchKind
from importlint.model.location import Span
from importlint.resolve.directories import folder


def add_script_paths(facts: FileFacts, meanings: Meanings) -> Additions:
    """Return what a script needs that is started as a file, once things lie elsewhere.

    Its own directory is first on `sys.path`. If what it imports leaves that directory for another one, it has to put
    that one there itself, unless other modules import the script, too.
    """
    path, project = facts.path, meanings.project
    if not any(launch.kind is LaunchKind.SCRIPT and launch.entry == path for launch in project.launches):
        return Additions()
    own = meanings.relocations.around(path)
    if own is not None:
        why = f"as a script it has another directory on sys.path where it goes; start it with `-m {own.name}`"
        return Additions(notes=(Note(path, 0, why),) if own.is_file else ())
    wanted = list(_beside(facts, meanings))
    if not wanted:
        return Additions()
    sources = sorted({move.source for _, move in wanted})
    if any(edge.path != path for module in project.modules_at(path) for edge in project.importers_of(module.id)):
        return Additions(notes=(Note(path, 0, f"as a script it needs {' and '.join(sources)} on PYTHONPATH"),))
    lines = [path_statement(path, source) for source in sources]
    first = min(statement.span.line for statement, _ in wanted)
    text = "\n".join(("import sys", "from pathlib import Path", "", *lines, "", ""))
    return Additions(edits=(Edit(path=path, span=Span(first, 1, first, 1), replacement=text),))


def _beside(facts: FileFacts, meanings: Meanings) -> Iterator[tuple[ImportStatement, Relocation]]:
    """Yield the imports of a script, at module level, of what leaves its directory for another source root."""
    for statement in facts.imports:
        names = [statement.module] if statement.is_from else [alias.name for alias in statement.names]
        for name in names if not statement.level else ():
            taken = [alias.name for alias in statement.names] if statement.is_from else []
            found = meanings.of_import(facts.path, statement.span.line, name, taken)
            if isinstance(found, Meant) and _leaves(found.relocation, facts, statement):
                yield statement, found.relocation


def _leaves(move: Relocation, facts: FileFacts, statement: ImportStatement) -> bool:
    is_plain = statement.span.column == 1 and not statement.context.owner
    return is_plain and move.changes_root and move.root == folder(facts.path) and not facts.path_edits
