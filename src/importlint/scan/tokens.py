r"""The tokens of Python as regular expressions, for text whose line ends are all "\n".

Every repetition is possessive: a token is matched in one pass or not at all, so no text can make matching slow.
Nesting, which a regular expression cannot follow to any depth, is written out to a depth that code seldom reaches;
beyond it the pattern does not match, and the caller learns that the text needs a real parser.
(CPython: Doc/reference/lexical_analysis.rst.)
"""

NAME = r"[^\W\d]\w*+"
COMMENT = r"#[^\n]*+"
ESCAPED = r"\\[\s\S]"
# White space inside a logical line, and inside brackets.
SPACE = r"(?:[ \t\f]|\\\n)*+"
SPACE_IN_BRACKETS = rf"(?:[ \t\f\n]|\\\n|{COMMENT})*+"

_BRACKET_DEPTH = 6
_FIELD_BRACKET_DEPTH = 2


def _string(quote: str, literal: str, literal_in_line: str) -> str:
    """Return what follows the first quotation mark of a string, tripled or not, from the pattern of its contents."""
    three = quote * 3
    return (
        rf"(?:{quote}{quote}(?:{literal}|{quote}(?!{quote}{quote}))*+{three}"
        rf"|(?!{quote}{quote})(?:{literal_in_line})*+{quote})"
    )


def _plain_string(quote: str) -> str:
    return _string(quote, rf"[^{quote}\\]++|{ESCAPED}", rf"[^{quote}\\\n]++|{ESCAPED}")


def _brackets(inner: str, depth: int) -> str:
    """Return the pattern of a bracket that may hold others, `depth` deep."""
    pattern = rf"[(\[{{](?:{inner})*+[)\]}}]"
    for _ in range(depth):
        pattern = rf"[(\[{{](?:{inner}|{pattern})*+[)\]}}]"
    return pattern


def _formatted_string(quote: str) -> str:
    """Return what follows the first quotation mark of an f-string or t-string (PEP 701, PEP 750)."""
    in_brackets = _brackets(rf"[^()\[\]{{}}\"'#\\]++|{_PLAIN_STRINGS}|{COMMENT}|{ESCAPED}", _FIELD_BRACKET_DEPTH)
    expression = rf"(?:[^()\[\]{{}}\"'#\\:!]++|!=|{_PLAIN_STRINGS}|{COMMENT}|{ESCAPED}|{in_brackets})*+"

    def field(stop: str) -> str:
        inner = rf"\{{{expression}(?:!\w++\s*+)?(?::[^{{}}{stop}]*+)?\}}"
        return rf"\{{{expression}(?:!\w++\s*+)?(?::(?:[^{{}}{stop}]++|{inner})*+)?\}}"

    escapes = r"\\N\{[^{}\n]*+\}|\\[^{}]|\\(?=[{}])|\{\{|\}\}"
    return _string(
        quote,
        rf"[^{quote}\\{{}}]++|{escapes}|{field('')}",
        rf"[^{quote}\\\n{{}}]++|{escapes}|{field(quote)}",
    )


def _any_string(quote: str) -> str:
    """Return the pattern of a string from its first quotation mark on; what it is depends on the letters before."""
    formatted = rf"(?:(?<=(?<!\w)[fFtT]{quote})|(?<=(?<!\w)[fFtT][rR]{quote})|(?<=(?<!\w)[rR][fFtT]{quote}))"
    plain = _plain_string(quote)
    return rf"{quote}(?:(?<![fFtTrR]{quote}){plain}|{formatted}{_formatted_string(quote)}|(?!{formatted}){plain})"


_PLAIN_STRINGS = '"' + _plain_string('"') + "|'" + _plain_string("'")
STRING = _any_string('"') + "|" + _any_string("'")
BRACKETS = _brackets(rf"[^()\[\]{{}}\"'#\\]++|{STRING}|{COMMENT}|{ESCAPED}", _BRACKET_DEPTH)
