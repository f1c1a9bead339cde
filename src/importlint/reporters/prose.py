"""The Markdown that rules' help and messages are written in: headings, paragraphs, lists, fenced and inline code."""

from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from importlint.patterns import regex

_INLINE = regex(r"`([^`]+)`|(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])")
_FIRST_WORD = regex(r"[a-z]+(?= )")
_ITEM = regex(r"\s*(?:[-*]|\d+\.) +")


class BlockKind(StrEnum):
    """What a block of a text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"


class Block(NamedTuple):
    """A heading, paragraph or list item in one line, or the lines of a piece of code."""

    kind: BlockKind
    text: str


class Piece(NamedTuple):
    """A part of a line of text: plain ("") or `code` or `em`."""

    style: str
    text: str


def read_blocks(markdown: str) -> list[Block]:
    """Return the blocks of a text."""
    blocks: list[Block] = []
    lines: list[str] = []
    fence = ""
    for line in [*markdown.strip().split("\n"), ""]:
        if fence:
            if line.strip() == fence:
                blocks.append(Block(BlockKind.CODE, "\n".join(lines)))
                lines, fence = [], ""
            else:
                lines.append(line)
            continue
        starts = line.startswith("#") or line.lstrip().startswith("```") or _ITEM.match(line)
        if (starts or not line.strip()) and lines:
            blocks.append(_block(lines))
            lines = []
        if line.lstrip().startswith("```"):
            fence = "```"
        elif line.startswith("#"):
            blocks.append(Block(BlockKind.HEADING, line.lstrip("#").strip()))
        elif line.strip():
            lines.append(line)
    return blocks


def _block(lines: list[str]) -> Block:
    if all(line.startswith("    ") for line in lines):
        return Block(BlockKind.CODE, "\n".join(line[4:] for line in lines))
    text = " ".join(line.strip() for line in lines)
    item = _ITEM.match(text)
    return Block(BlockKind.ITEM, text[item.end() :]) if item else Block(BlockKind.PARAGRAPH, text)


def read_pieces(text: str) -> Iterator[Piece]:
    """Yield the parts of one line of text."""
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            yield Piece("", text[end : match.start()])
        yield Piece("code", match[1]) if match[1] is not None else Piece("em", match[2])
        end = match.end()
    if end < len(text):
        yield Piece("", text[end:])


def sentence(text: str) -> str:
    """Return a message with a capital at its start, as it stands alone; a name there stays as it is."""
    word = _FIRST_WORD.match(text)
    return text if word is None else word[0].capitalize() + text[word.end() :]


def plain(text: str) -> str:
    """Return one line of text without marks; code stands in quotes that it neither contains nor meets."""
    pieces = [*read_pieces(text), Piece("", "")]
    return "".join(
        _quote(piece.text, after.text) if piece.style == "code" else piece.text for piece, after in pairwise(pieces)
    )


def _quote(text: str, after: str) -> str:
    return f'"{text}"' if "'" in text or after.startswith("'") else f"'{text}'"


def plain_text(markdown: str) -> str:
    """Return a whole text without marks, one block after a blank line after another, code indented."""
    return "\n\n".join(_plain_block(block) for block in read_blocks(markdown))


def _plain_block(block: Block) -> str:
    if block.kind is BlockKind.CODE:
        return "\n".join(f"    {line}".rstrip() for line in block.text.split("\n"))
    return f"- {plain(block.text)}" if block.kind is BlockKind.ITEM else plain(block.text)


def introduction(markdown: str, limit: int) -> str:
    """Return the paragraphs before the first heading as one plain line of at most `limit` characters."""
    words: list[str] = []
    for block in read_blocks(markdown):
        if block.kind is BlockKind.HEADING:
            break
        if block.kind is not BlockKind.CODE:
            words.append(plain(block.text))
    return shorten(" ".join(words), limit)


def shorten(text: str, limit: int) -> str:
    """Return at most `limit` characters of a text, cut at a space where there is one."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"
