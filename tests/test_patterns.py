"""Regular expressions where possessive repetitions do not work."""

import re
import sysconfig
from pathlib import Path

import pytest

from importlint.patterns import compiled, compiled_with_atomic_groups, regex
from importlint.scan.tokens import SPACE_IN_BRACKETS, short_patterns

LIBRARY = Path(sysconfig.get_path("stdlib"))
TEXTS = [path.read_text("utf-8") for path in sorted(LIBRARY.glob("[a-d]*.py"))]


@pytest.mark.parametrize("text", [*short_patterns(), SPACE_IN_BRACKETS])
def test_that_atomic_groups_match_what_possessive_repetitions_match(text: str) -> None:
    # `compiled` is one of both, by the version: in all of them together it is seen that they are the same.
    pattern, atomic = compiled(text), compiled_with_atomic_groups(text)
    spans = [[match.span() for match in atomic.finditer(source)] for source in TEXTS]
    assert spans == [[match.span() for match in pattern.finditer(source)] for source in TEXTS]
    assert sum(map(len, spans)) > 1_000


@pytest.mark.parametrize("compile_", [compiled, compiled_with_atomic_groups])
@pytest.mark.parametrize(
    ("pattern", "text", "groups"),
    [
        # What gh-106052 is about: alternatives that can match in several ways.
        (r"(?:ab?c)*+(\w*)", "acaba", ("aba",)),
        (r"((?:ab?c)?+)(\w*)", "aca", ("ac", "a")),
        (r"(?:a|ab)*+(b?)c", "abc", ("b",)),
        (r"(?:[^'\n]++|'(?!'))*+('')", "it's''", ("''",)),
        (r"((?:ab){2,3}+)(.*)", "abababab", ("ababab", "ab")),
        # What is matched is not given back, not even for what follows to match.
        (r"(?:a|b)*+b", "ab", None),
        (r"(?:\w\w)?+\w", "ab", None),
        (r"a++a", "aaa", None),
        # In a group, in an alternative, in what is looked for ahead, in a condition.
        (r"(x(?:ab?)*+)|y", "xaba", ("xaba",)),
        (r"(?=(?:ab?)*+(c))", "abc", ("c",)),
        (r"(q)?(?(1)(?:ab?)*+r|(?:cd?)*+s)", "cds", (None,)),
    ],
)
def test_matches(compile_, pattern: str, text: str, groups: tuple[str | None, ...] | None) -> None:
    match = compile_(pattern).match(text)
    assert (match and match.groups()) == groups


@pytest.mark.parametrize("compile_", [compiled, compiled_with_atomic_groups])
def test_bytes_and_flags(compile_) -> None:
    assert compile_(rb"(?:AB?)*+$", re.IGNORECASE | re.MULTILINE).match(b"aba\n").end() == 3


@pytest.mark.parametrize("compile_", [compiled, compiled_with_atomic_groups])
def test_no_regular_expression(compile_) -> None:
    with pytest.raises(re.error):
        compile_("(")


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    pattern = regex("(")
    with pytest.raises(re.error):
        pattern.match("x")
