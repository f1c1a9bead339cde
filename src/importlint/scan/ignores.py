"""Ignore comments."""

import io
import re
import tokenize
from collections.abc import Iterable, Iterator

from importlint.model.facts import Ignore
from importlint.model.location import Span

_COMMENT = re.compile(r"#\s*importlint:\s*ignore(?P<file>-file)?(?:\[(?P<rules>[^\]]*)\])?(?=\s|$)")


def read_ignores(text: str, statements: Iterable[Span]) -> tuple[Ignore, ...]:
    """Return the ignore comments of a text; `statements` are the places of its simple statements and headers."""
    if "importlint:" not in text:
        return ()
    spans = sorted(statements)
    return tuple(_ignore(line, match, spans) for line, match in _comments(text))


def _comments(text: str) -> Iterator[tuple[tuple[int, int, str], re.Match[str]]]:
    """Yield each matching comment with its line, column and the text before it; strings are no comments."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and (match := _COMMENT.search(token.string)):
                line, column = token.start
                yield (line, column + match.start(), token.line[:column]), match
    except (tokenize.TokenError, SyntaxError):
        return


def _ignore(place: tuple[int, int, str], match: re.Match[str], statements: list[Span]) -> Ignore:
    line, column, before = place
    width = match.end() - match.start()
    span = Span(line, column + 1, line, column + 1 + width)
    rules = tuple(rule.strip() for rule in (match["rules"] or "").split(",") if rule.strip())
    return Ignore(span, rules, bool(match["file"]), _covered(line, alone=not before.strip(), statements=statements))


def _covered(line: int, *, alone: bool, statements: list[Span]) -> tuple[int, int]:
    """Return the lines of the statement around a comment; of the next one, if the comment stands alone above it."""
    around = [span for span in statements if span.line <= line <= span.end_line]
    if around:
        innermost = max(around, key=lambda span: span.line)
        return innermost.line, innermost.end_line
    following = next((span for span in statements if span.line > line), None) if alone else None
    return (line, following.end_line) if following is not None else (line, line)
