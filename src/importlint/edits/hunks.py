"""The edits that make one text of another."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from importlint.model.fix import Edit
from importlint.model.location import Span


def edits_between(path: str, old: str, new: str) -> Iterator[Edit]:
    r"""Yield the edits, of whole lines; both texts have "\n" for line ends."""
    before, after = old.split("\n"), new.split("\n")
    for kind, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _edit(path, before, range(first, last), after[new_first:new_last])


def _edit(path: str, before: list[str], lines: range, replacement: list[str]) -> Edit:
    """Replace some lines; those at the end have no line end after them, so the one before them goes or comes."""
    text = "\n".join(replacement)
    if lines.stop < len(before):
        span = Span(lines.start + 1, 1, lines.stop + 1, 1)
        return Edit(path=path, span=span, replacement=f"{text}\n" if replacement else "")
    end = Span(len(before), len(before[-1]) + 1, len(before), len(before[-1]) + 1)
    if lines.start == 0:
        return Edit(path=path, span=end._replace(line=1, column=1), replacement=text)
    column = len(before[lines.start - 1]) + 1
    start = end._replace(line=lines.start, column=column)
    return Edit(path=path, span=start, replacement=f"\n{text}" if replacement else "")
