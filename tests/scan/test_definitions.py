"""Which names a module binds, by a look at its lines and by parsing it."""

import ast

import pytest

from importlint.scan.definitions import outermost_names, plain_names, read_definitions

TEXT = """\
import a.b as c, d
from e import (
    f,
    g as h,  # kept
)
i, j = k = 1
l: int = 3
def m(n=1): pass
class O: pass
async def p(): pass
q == 1
t.u = 1
v[1] = 2
if q: w(x=1)
"""


def test_plain_lines_name_what_they_bind() -> None:
    assert {"c", "d", "f", "i", "j", "k", "l", "m", "O", "p"} <= plain_names(TEXT)
    assert plain_names(TEXT).isdisjoint({"q", "t", "u", "v", "w", "x", "n"})


def test_outermost_names_are_plain_ones_of_the_first_column() -> None:
    text = "class A(B):\n    b = 1\nasync def c(): ...\nd: int = e = 2\nf == g\nh()\nif i:\n    j = 1\nk += 1\n"
    assert outermost_names(text) == {"A", "c", "d"}
    assert outermost_names(TEXT) <= plain_names(TEXT)


def test_parsing_finds_all_of_them() -> None:
    assert read_definitions(TEXT).names == frozenset(["c", "d", "f", "h", "i", "j", "k", "l", "m", "O", "p"])


@pytest.mark.parametrize("text", ["a, " * 50_000, "a = " * 50_000, " " * 100_000, "x" * 100_000, "from " * 50_000])
def test_hostile_lines_take_linear_time(text: str) -> None:
    assert len(plain_names(text)) <= 2


def test_names_bound_by_a_text_that_cannot_be_parsed_are_open() -> None:
    assert read_definitions("def f(:\n").is_open
    with pytest.raises(SyntaxError):
        ast.parse("def f(:\n")
