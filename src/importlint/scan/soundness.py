"""Whether a text has the structure of Python, so that only its expressions could be wrong.

Every string and bracket is closed, every header has its colon and its block, and no statement begins as only
Python 2, a template or a merge conflict would have it. Stepping over the text once tells, at twenty times the speed of
the parser (docs/decisions/004-two-readers.md).
"""

import re

from importlint.scan.lexer import end_of_unusual
from importlint.scan.tokens import COMMENT, short_patterns

_SPACE = r"[ \t\f]*+"
_HEADER = r"(?:if|e(?:l(?:if|se)|xcept)|f(?:or|inally)|w(?:hile|ith)|try|def|class|async)\b"
# Python 2's `print "x"`, `exec "x"` and `raise A, "x"`; `print in x` and the like are expressions.
_FOREIGN = (
    r"(?:(?:print|exec)[ \t]++(?!(?:in|is|if|or|and|not)\b)[\"'\w]|raise[ \t]++[\w.]++[ \t]*+,"
    r"|<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\||\{%)"
)
_STRING, _BRACKET = short_patterns()
_JOINED = r"\\\n"
_BLANK = rf"{_SPACE}(?:{COMMENT})?+"
# A colon, not before lines that all stand no deeper than the header.
_COLON = rf":(?!{_BLANK}(?:\n{_BLANK}(?=\n))*+(?:\Z|\n(?!\1[ \t])))"
_TOKENS = rf"{_STRING}|{_BRACKET}|{_JOINED}"
_BLOCK = rf"\n({_SPACE}){_HEADER}(?:[^\n:\"'#()\[\]{{}}\\]++|{_TOKENS})*+{_COLON}"
_SOUND = re.compile(
    rf"(?:[^\n\"'#()\[\]{{}}\\]++|\n(?!{_SPACE}(?:{_HEADER}|{_FOREIGN}))|{_BLOCK}|{COMMENT}|{_TOKENS})*+"
)


def is_sound(text: str, start: int = 0, end: int | None = None) -> bool:
    """Return whether the part of a text between two offsets is sound and ends outside brackets and strings.

    The text begins with a line feed, and the part where no string, bracket or header is under way.
    """
    end = len(text) if end is None else end
    position = start
    while position < end:
        match = _SOUND.match(text, position, end)
        position = match.end() if match else position
        if position < end:
            position = end_of_unusual(text, position)
            if not position:
                return False
    return position == end
