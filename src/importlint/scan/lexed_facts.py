"""The facts of a text whose telling lines are parsed one by one, while the others are stepped over."""

from importlint.model.facts import FileFacts, ImportStatement
from importlint.scan.assembly import assemble_facts, telling_statements
from importlint.scan.lexed_imports import lex_imports
from importlint.scan.names import Names
from importlint.scan.parsed_lines import ParsedLines
from importlint.scan.positions import Positions
from importlint.scan.reading import Reading
from importlint.scan.telling_lines import telling_offsets


def facts_of_text(path: str, text: str) -> FileFacts:
    """Return the facts of any text, as well as they can be told without a parser."""
    facts, _ = _read(path, text, lex_imports(text).imports)
    return facts


def facts_of_sound_text(path: str, text: str, imports: tuple[ImportStatement, ...]) -> FileFacts | None:
    """Return the facts of a sound text with certain imports, None if its lines alone do not tell them."""
    facts, certain = _read(path, text, imports)
    return facts if certain else None


def _read(path: str, text: str, imports: tuple[ImportStatement, ...]) -> tuple[FileFacts, bool]:
    # The empty block that a header gets may stand in a line after the last one.
    positions, names = Positions(f"{text}\n"), Names(imports)
    lines = ParsedLines(text, positions)
    telling = telling_statements(names, lambda: list(lines.statements_at(sorted(telling_offsets(text, names)))))
    facts = assemble_facts(path, imports, telling, Reading(lines.nodes_with, positions, names))
    return facts, lines.certain
