"""Loops over words that are written down: `for service in auth billing; do ...; done`, as often as there are words."""

from collections.abc import Iterator, Sequence

from importlint.resolve.launches.shell_words import Part, PartKind, Token

_MAX_WORDS = 40
_MAX_DEPTH = 3
_STARTS = frozenset({"", "do", "then", "else", "{", "!"})


def unrolled(tokens: Sequence[Token], depth: int = 0) -> Iterator[Token]:
    """Yield the tokens of a text with the body of each such loop once for each word, the variable set before it."""
    position, before = 0, ""
    while position < len(tokens):
        token = tokens[position]
        loop = _loop(tokens, position) if _plain(token) == "for" and before in _STARTS and depth < _MAX_DEPTH else None
        if loop is None:
            yield token
            before = _plain(token) if not token.operator else ""
            position += 1
            continue
        name, words, body, position = loop
        for word in words:
            yield Token((Part(PartKind.TEXT, f"{name}={word}"),), "", token.line)
            yield Token((), "\n", token.line)
            yield from unrolled(body, depth + 1)


def _loop(tokens: Sequence[Token], start: int) -> tuple[str, list[str], Sequence[Token], int] | None:
    """Return variable, words, body and end of a loop that begins at a token, None if its words are not all known."""
    end = next((place for place in range(start, len(tokens)) if tokens[place].operator), len(tokens))
    head = [_plain(token) for token in tokens[start:end]]
    first = next((place for place in range(end, len(tokens)) if not tokens[place].operator), len(tokens))
    is_known = len(head) > 3 and head[2] == "in" and "" not in head and not any("{" in word for word in head)
    if not is_known or len(head) > _MAX_WORDS or first == len(tokens):
        return None
    last = _closing(tokens, first) if _plain(tokens[first]) == "do" else None
    return (head[1], head[3:], tokens[first + 1 : last], last + 1) if last is not None else None


def _closing(tokens: Sequence[Token], start: int) -> int | None:
    """Return the place of the `done` that closes a `do`."""
    depth = 0
    for place in range(start, len(tokens)):
        depth += {"do": 1, "done": -1}.get(_plain(tokens[place]), 0)
        if not depth:
            return place
    return None


def _plain(token: Token) -> str:
    """Return a word that is nothing but text without patterns, else ""."""
    is_text = len(token.parts) == 1 and token.parts[0].kind is PartKind.TEXT
    text = token.parts[0].value if is_text else ""
    return "" if {"*", "?", "["}.intersection(text) else text
