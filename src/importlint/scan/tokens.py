r"""The tokens of Python as regular expressions, for text whose line ends are all "\n".

Every repetition is possessive: a token is matched in one pass or not at all, so no text can make matching slow.
Nesting, which a regular expression cannot follow to any depth, is written out to a depth that code seldom exceeds, and
a replacement field of an f-string holds neither the string's own quotation mark nor a backslash, as before PEP 701. So
the patterns are quick to compile; `nesting` reads what they do not fit.
(CPython: Doc/reference/lexical_analysis.rst.)
"""

from typing import NamedTuple

NAME = r"[^\W\d]\w*+"
COMMENT = r"#[^\n]*+"
ESCAPED = r"\\[\s\S]"
# White space inside a logical line, and inside brackets.
SPACE = r"(?:[ \t\f]|\\\n)*+"
SPACE_IN_BRACKETS = rf"(?:[ \t\f\n]|\\\n|{COMMENT})*+"


class TokenPatterns(NamedTuple):
    """Patterns of a whole string, from its first quotation mark on, and of a whole bracket with all that it holds."""

    string: str
    bracket: str


def short_patterns() -> TokenPatterns:
    """Return the patterns that fit nearly all code."""
    string = "|".join(map(_string, "\"'"))
    return TokenPatterns(string, _bracket(string, 4))


def _bracket(string: str, depth: int) -> str:
    """Return the pattern of a bracket that may hold others, `depth` deep."""
    inner = rf"[^()\[\]{{}}\"'#\\]++|{string}|{COMMENT}|{ESCAPED}"
    pattern = rf"[(\[{{](?:{inner})*+[)\]}}]"
    for _ in range(depth):
        pattern = rf"[(\[{{](?:{inner}|{pattern})*+[)\]}}]"
    return pattern


def _string(quote: str) -> str:
    """Return the pattern of a string from its first quotation mark on; the letters before it tell its kind."""
    formatted = rf"(?:(?<=(?<!\w)[fFtT]{quote})|(?<=(?<!\w)[fFtT][rR]{quote})|(?<=(?<!\w)[rR][fFtT]{quote}))"
    plain = _quoted(quote, rf"[^{quote}\\]++|{ESCAPED}", rf"[^{quote}\\\n]++|{ESCAPED}")
    in_fields, in_fields_in_line = rf"(?:[^{quote}\\{{}}]++|{quote}(?!{quote}{quote}))", rf"[^{quote}\\\n{{}}]"
    escapes = r"\\(?:[^{}]|(?=[{}]))|\{\{|\}\}"
    with_fields = _quoted(
        quote,
        rf"[^{quote}\\{{}}]++|{escapes}|{_field(in_fields)}",
        rf"[^{quote}\\\n{{}}]++|{escapes}|{_field(in_fields_in_line)}",
    )
    return rf"{quote}(?:(?:(?<![fFtTrR]{quote})|(?!{formatted})){plain}|{formatted}{with_fields})"


def _quoted(quote: str, content: str, content_in_line: str) -> str:
    """Return the pattern of what follows the first quotation mark of a string, tripled or not."""
    two = quote * 2
    return rf"(?:{two}(?:{content}|{quote}(?!{two}))*+{two}{quote}|(?!{two})(?:{content_in_line})*+{quote})"


def _field(literal: str) -> str:
    return rf"\{{{literal}*+(?:\{{{literal}*+\}}{literal}*+)*+\}}"
