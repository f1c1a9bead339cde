"""Ignore files as git reads them (gitignore(5)): for one entry of a directory, the last pattern that matches decides.

The walk never enters an ignored directory, so every entry is judged alone: a pattern that matches only because it
matches a directory above the entry has had its say already.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ANY_DIRECTORY = "^(?:.+/)?"
_DIRECTORY_MARK = "ps_d"


class Pattern(NamedTuple):
    """One line of an ignore file.

    regex: from the directory of the ignore file. ignores: False for a negated pattern. by_name: without a slash, so
    that the name of an entry is enough to judge it.
    """

    regex: re.Pattern[str]
    ignores: bool
    by_name: bool


class IgnoreFile(NamedTuple):
    """The patterns of one ignore file.

    base: the directory it stands in, as a prefix of paths ("" or with a slash at the end). above: for a file that
    stands above the project, the project's path from there, with a slash at the end.
    names, paths: match at least what some pattern matches, on an entry's name and on its path; they spare most
    entries the look at each pattern.
    """

    base: str
    above: str
    patterns: tuple[Pattern, ...]
    names: re.Pattern[str] | None
    paths: re.Pattern[str] | None

    def decide(self, path: str, name: str) -> bool | None:
        """Return whether the entry is ignored, None where no pattern matches; a directory ends in a slash."""
        inner = self.above + path[len(self.base) :]
        if not (self.names and self.names.search(name)) and not (self.paths and self.paths.search(inner)):
            return None
        for pattern in reversed(self.patterns):
            subject = name if pattern.by_name else inner
            match = pattern.regex.search(subject)
            if match and _matches_itself(match, subject):
                return pattern.ignores
        return None


def read_patterns(text: str, *, base: str = "", above: str = "") -> IgnoreFile:
    """Compile the text of an ignore file; what git does not understand is left out."""
    patterns = tuple(_compile(text.removeprefix("\ufeff")))
    named = [_plain(pattern).removeprefix(_ANY_DIRECTORY) for pattern in patterns if pattern.by_name]
    placed = [_plain(pattern) for pattern in patterns if not pattern.by_name]
    return IgnoreFile(base, above, patterns, _any_of([f"^{source}" for source in named]), _any_of(placed))


def is_ignored(path: str, name: str, files: Sequence[IgnoreFile]) -> bool:
    """Return whether the innermost ignore file that says anything about an entry ignores it.

    files: from outside in. path, name: end in a slash for a directory.
    """
    for file in reversed(files):
        decision = file.decide(path, name)
        if decision is not None:
            return decision
    return False


def _compile(text: str) -> Iterator[Pattern]:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  a tree without ignore files does not pay for it

    for line in text.split("\n"):
        try:
            compiled = GitIgnoreSpec.from_lines([line]).patterns
        except ValueError:
            continue
        for pattern in compiled:
            regex, ignores = getattr(pattern, "regex", None), pattern.include
            if regex is not None and ignores is not None:
                yield Pattern(regex, ignores, "/" not in line.strip().rstrip("/"))


def _plain(pattern: Pattern) -> str:
    """Return a pattern's source without named groups, so that several can be joined."""
    return pattern.regex.pattern.replace(f"?P<{_DIRECTORY_MARK}>", "?:")


def _any_of(sources: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(sources)) if sources else None


def _matches_itself(match: re.Match[str], path: str) -> bool:
    """Return whether a match is of the whole entry, not only of a directory above it."""
    end = match.end(_DIRECTORY_MARK) if _DIRECTORY_MARK in match.re.groupindex else -1
    return end in (-1, len(path))
