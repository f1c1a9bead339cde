"""The facts of a text whose telling lines are parsed one by one, while the others are stepped over."""

from importlint.model.facts import FileFacts, ImportStatement
from importlint.scan.assembly import assemble_facts, on_lines, telling_statements
from importlint.scan.gather import Standing
from importlint.scan.lexed_imports import lex_imports
from importlint.scan.names import Names
from importlint.scan.parsed_lines import ParsedLines
from importlint.scan.positions import Positions
from importlint.scan.reading import Reading
from importlint.scan.telling_lines import TellingLines, telling_offsets


def facts_of_text(path: str, text: str) -> FileFacts:
    """Return the facts of any text, as well as they can be told without a parser."""
    facts, _ = _read(path, text, lex_imports(text).imports)
    return facts


def facts_of_sound_text(
    path: str, text: str, imports: tuple[ImportStatement, ...], *, cached: bool = False
) -> FileFacts | None:
    """Return the facts of a sound text with certain imports, None if its lines alone do not tell them.

    cached: look for cached functions too.
    """
    facts, certain = _read(path, text, imports, cached=cached)
    return facts if certain else None


def _read(
    path: str, text: str, imports: tuple[ImportStatement, ...], *, cached: bool = False
) -> tuple[FileFacts, bool]:
    # The empty block that a header gets may stand in a line after the last one.
    positions, names = Positions(f"{text}\n"), Names(imports)
    parsed = ParsedLines(text, positions, decorated=cached)

    def find() -> list[Standing]:
        if not cached:
            return list(parsed.statements_at(sorted(telling_offsets(text, names))))
        lines = TellingLines(text, names)
        return on_lines(list(parsed.statements_at(lines.offsets)), lines)

    facts = assemble_facts(path, imports, telling_statements(names, find), Reading(parsed.nodes_with, positions, names))
    return facts, parsed.certain
