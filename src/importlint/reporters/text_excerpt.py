"""A source excerpt in a terminal: line numbers, the lines, carets under what is marked."""

from collections.abc import Iterator, Sequence

from importlint.reporters.display import expand, visible_line, width
from importlint.reporters.excerpt import MarkedLine
from importlint.reporters.paint import Ink, Paint

# A statement of more lines is shown by its first lines and its last.
_MOST_MARKED = 5
_CUT = "…"


def draw_excerpt(excerpt: Sequence[MarkedLine], margin: int, columns: int, paint: Paint, mark: Ink) -> Iterator[str]:
    """Yield an excerpt hung on a line after `margin` columns; source lines are cut to `columns`."""
    bar = paint("│", Ink.FRAME)
    marked_lines = [line.number for line in excerpt if line.start < line.end]
    left_out = marked_lines[2:-1] if len(marked_lines) > _MOST_MARKED else []
    for line in excerpt:
        if line.number in left_out:
            if line.number == left_out[0]:
                yield f"{paint('⋮'.rjust(margin - 1), Ink.FRAME)} {bar}"
            continue
        before, marked, after = _cut_line(line, columns)
        yield f"{paint(str(line.number).rjust(margin - 1), Ink.FRAME)} {bar} {before}{marked}{after}".rstrip()
        if marked:
            yield f"{' ' * margin}{bar} {' ' * width(before)}{paint('^' * max(1, width(marked)), mark)}"


def _cut_line(line: MarkedLine, columns: int) -> tuple[str, str, str]:
    """Return a line's text before, in and after its mark, made visible and cut to fit."""
    enough = columns + 1
    before = expand(visible_line(line.text[max(0, line.start - enough) : line.start]))
    marked = expand(visible_line(line.text[line.start : line.end][:enough]), width(before))
    after = expand(visible_line(line.text[line.end : line.end + enough]), width(before + marked))
    if width(before) > columns // 2 and width(before + marked + after) > columns:
        before = _CUT + _last_columns(before, max(columns // 4, columns - width(marked + after) - 1))
    if width(before + marked) > columns:
        return before, _first_columns(marked, columns - width(before) - 1) + _CUT, ""
    if width(before + marked + after) > columns:
        after = _first_columns(after, columns - width(before + marked) - 1) + _CUT
    return before, marked, after


def _first_columns(text: str, columns: int) -> str:
    text = text[: max(columns, 0)]
    while width(text) > columns:
        text = text[:-1]
    return text


def _last_columns(text: str, columns: int) -> str:
    return _first_columns(text[::-1], columns)[::-1]
