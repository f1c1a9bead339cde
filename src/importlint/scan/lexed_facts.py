"""The facts of a text that does not parse as a whole: its telling lines are parsed one by one."""

import ast
from collections import deque
from collections.abc import Iterator, Sequence

from importlint.model.facts import FileFacts
from importlint.scan.assembly import assemble_facts, telling_statements
from importlint.scan.blocks import Block, Blocks
from importlint.scan.gather import Standing
from importlint.scan.lexed_imports import lex_imports
from importlint.scan.lexer import Keyword, LogicalLine, find_keywords, indentation_at, logical_lines
from importlint.scan.names import Names
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.places import Place
from importlint.scan.positions import Positions
from importlint.scan.reading import Reading
from importlint.scan.telling_lines import TellingLines
from importlint.scan.walk import statements

# What must stand before a line so that it can be parsed alone.
_FIRST_PARTS = {"elif": "if 1: pass", "else": "if 1: pass", "except": "try: pass", "finally": "try: pass"}


def facts_of_text(path: str, text: str) -> FileFacts:
    """Return the facts of any text, as well as they can be told without a parser."""
    imports = lex_imports(text).imports
    # The empty block that a header gets may stand in a line after the last one.
    positions, names = Positions(f"{text}\n"), Names(imports)
    telling = telling_statements(text, names, lambda lines: list(_on_lines(text, positions, lines)))
    module = ast.Module(body=[node for node, _ in telling], type_ignores=[])
    return assemble_facts(path, imports, telling, Reading(module, positions, names))


def _on_lines(text: str, positions: Positions, telling: TellingLines) -> Iterator[Standing]:
    """Yield the statements on telling lines that can be parsed alone."""
    if not telling:
        return
    chosen: list[tuple[LogicalLine, int]] = []
    number, before = 1, 0
    for line in logical_lines(text):
        number += text.count("\n", before, line.start)
        before = line.start
        if telling.any_between(number, number + text.count("\n", line.start, line.end)):
            chosen.append((line, number))
    for (line, number), place in zip(chosen, _places(text, [line.start for line, _ in chosen]), strict=True):
        module = ast.Module(body=_parse_line(text[line.start : line.end], number), type_ignores=[])
        yield from statements(module, positions, place)


def _places(text: str, starts: Sequence[int]) -> list[Place]:
    """Return where the lines that begin at some offsets stand."""
    text = "\n" + text
    blocks = Blocks(text)
    around: list[Block | None] = []
    waiting = deque(start + 1 for start in starts)
    for keyword in find_keywords(text):
        while waiting and waiting[0] <= keyword.start:
            blocks.enter_line(indentation_at(text, waiting.popleft()))
            around.append(blocks.innermost)
        if isinstance(keyword, Keyword):
            blocks.follow(keyword)
    for start in waiting:
        blocks.enter_line(indentation_at(text, start))
        around.append(blocks.innermost)
    return [blocks.place(block) for block in around]


def _parse_line(line: str, number: int) -> list[ast.stmt]:
    """Parse one logical line of any depth; a header gets an empty block."""
    content = line.lstrip(" \t\f")
    indentation = line[: len(line) - len(content)]
    word = content.split(None, 1)[0].rstrip(":") if content else ""
    first_part = f"{indentation}{_FIRST_PARTS[word]}\n" if word in _FIRST_PARTS else ""
    before = ("if 1:\n" if indentation else "") + first_part
    for after in ("", f"\n{indentation} pass"):
        try:
            module = parse(before + line + after)
        except NotPythonError:
            continue
        ast.increment_lineno(module, number - 1 - before.count("\n"))
        block = module.body[0] if indentation and module.body else module
        return block.body if isinstance(block, ast.If | ast.Module) else []
    return []
