"""Whether a text has the structure of Python, so that only its expressions could be wrong.

Every string and bracket is closed, every header has its colon and its block, and no statement begins with two words
that nothing joins, or as only Python 2, a template or a merge conflict would have it. Stepping over the text once
tells, at twenty times the speed of the parser (docs/decisions/004-two-readers.md). On the way it comes by the
assignments to attributes.
"""

import re

from importlint.patterns import regex
from importlint.scan.lexer import end_of_unusual
from importlint.scan.telling_lines import ASSIGNED, ASSIGNMENT
from importlint.scan.tokens import COMMENT, short_patterns

_SPACE = r"[ \t\f]*+"
_HEADER = r"(?:if|e(?:l(?:if|se)|xcept)|f(?:or|inally)|w(?:hile|ith)|try|def|class|async)\b"
# What may stand before another word where a statement begins, and what may stand after another word there.
_BEFORE = (
    r"(?:a(?:ssert|wait)|case|del|from|global|import|la(?:mbda|zy)|match|no(?:nlocal|t)|r(?:aise|eturn)|type|yield)\b"
)
_AFTER = r"(?:i[fns]|or|and|not)\b"
# Two words that nothing joins, among them Python 2's `print x`; then its `print "x"`, `exec "x"` and `raise A, "x"`.
_FOREIGN = (
    rf"(?:(?=\w++[ \t]++(?=\w)(?!{_AFTER}))(?!{_BEFORE})|(?:print|exec)[ \t]++[\"']|raise[ \t]++[\w.]++[ \t]*+,"
    r"|<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\||\{%)"
)
_STRING, _BRACKET = short_patterns()
_JOINED = r"\\\n"
_BLANK = rf"{_SPACE}(?:{COMMENT})?+"
# A colon, not before lines that all stand no deeper than the header.
_COLON = rf"(?=:(?!{_BLANK}(?:\n{_BLANK}(?=\n))*+(?:\Z|\n(?!\1[ \t]))))"
_TOKENS = rf"{_STRING}|{_BRACKET}|{_JOINED}"
_BLOCK = rf"\n({_SPACE}){_HEADER}(?:[^\n:\"'#()\[\]{{}}\\]++|{_TOKENS})*+{_COLON}"
_SOUND = regex(
    rf"(?:[^\n\"'#()\[\]{{}}\\:;]++|\n(?!{_SPACE}(?:{_HEADER}|{_FOREIGN}|{ASSIGNED}))|[:;](?!{_SPACE}{ASSIGNED})"
    rf"|{_BLOCK}|{COMMENT}|{_TOKENS})*+"
)


def find_assignments(text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]] | None:
    """Return what ASSIGNMENT finds outside strings and brackets between two offsets, None if that part is not sound.

    The text begins with a line feed, and the part where no string, bracket or header is under way; it has to end so.
    """
    end = len(text) if end is None else end
    found: list[re.Match[str]] = []
    position = start
    while position < end:
        match = _SOUND.match(text, position, end)
        position = match.end() if match else position
        if position == end:
            break
        assignment = ASSIGNMENT.match(text, position, end)
        if assignment:
            found.append(assignment)
            position += 1
        else:
            position = end_of_unusual(text, position)
            if not position:
                return None
    return found if position == end else None
