"""A tree without the bodies of functions: with them put back it is the tree of the whole text."""

import ast
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from importlint.scan import outlines
from importlint.scan.outlines import parse_outline
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.source import decode
from tests.scan.readings import files_of_this_interpreter

# How many bodies are left out of each.
TEXTS = {
    "def f():\n    x\n    y\n": 1,
    "def f(): x\ny\n": 0,
    "def f(): x; y\n# comment\n    # comment\nz\n": 0,
    "async def f(a, *, b=(1, 2), **c) -> {1: 2}[1]:  # comment\n\n    await x\n\n\ny\n": 1,
    "@f(\n1)\n@g\nasync \t def f[T: (int, str)](\n    a: T,\n    b='):',\n):\n    return a\n": 1,
    "class A:\n  def f(self):\n    def g(): \n      h\n    return g\n\n  def i(self):\n    j\n": 2,
    "if x:\n\tdef f():\n\t\ty\n\t\tz\nelse:\n\tdef f():\n\t\tz\n": 2,
    'DOC = """\ndef f():\n    x\n"""\n': 0,
    'def f():\n    """\ndef g():\n    x\n"""\n    y\nz = 1\n': 1,
    "def f():\n    x = (\n1,\n)\n    y\nz\n": 1,
    "def f():\n    x = [(({'a': '''\n'''}))\n] + \\\n1\n    y\n": 1,
    "def f():\n  # comment\n# comment\n  x\n# comment\n\n  y\n# comment\nz": 1,
    "def f(\n    a=lambda: {1: 2},\n    b=f'{x:>{y}}',\n) -> 'A':\n    'doc'\n": 1,
    "x = 1; y = \\\n2\ndef f():\n    x\n\x0cdef g():\n    y\n": 1,
    "def \\\nf \\\n(\n):\n    x\n    \n\n": 1,
    "def f():\n    x\n  \n": 1,
    "def f():\n    x": 1,
    "# coding: x\nx.def_ = 1\ndefault = 2\n": 0,
    "def é():\n    ü = 'ö'; return ü\nclass Ä:\n    def ß(self): return 'é' + é()\n    def f(self):\n        x\n": 2,
    f"def f():\n    return {'(' * 40}1{')' * 40}\ndef g():\n    x\n": 0,
}


@pytest.fixture(autouse=True)
def everything_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, "_SMALL", 0)
    monkeypatch.setattr(outlines, "_SHORT", 1)


def filled(text: str) -> ast.Module:
    """Return the outline of a text with every body put back."""
    module, bodies = parse_outline(text)
    left = dict(bodies)
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.lineno, node.col_offset) in left:
            assert ast.unparse(node.body) == "..."
            node.body = left.pop((node.lineno, node.col_offset)).parse()
    assert not left
    return module


def places(module: ast.Module) -> Iterator[tuple[str, int, int]]:
    """Yield what stands where; where the field of a string is depends on the interpreter."""
    for node in ast.walk(module):
        if not isinstance(node, ast.FormattedValue):
            yield type(node).__name__, getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


@pytest.mark.parametrize(("text", "bodies"), TEXTS.items())
def test_the_bodies_are_those_of_the_whole_text(text: str, bodies: int) -> None:
    whole = parse(text)
    assert len(parse_outline(text).bodies) == bodies
    assert ast.dump(filled(text)) == ast.dump(whole)
    assert list(places(filled(text))) == list(places(whole))


def test_what_is_short_is_left_in(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "def f():\n    return 1\n"
    assert parse_outline(text).bodies
    monkeypatch.setattr(outlines, "_SHORT", 80)
    assert not parse_outline(text).bodies


def test_a_small_text_is_parsed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "def f():\n    return 1\n"
    monkeypatch.setattr(outlines, "_SMALL", len(text) + 1)
    assert not parse_outline(text).bodies


@pytest.mark.parametrize("text", ["def f(:\n    x\n", "def f():\n", "x = (\ndef f():\n    x\n", "x y\ndef f():\n  x\n"])
def test_what_is_wrong_outside_of_bodies_is_told_as_of_the_whole_text(text: str) -> None:
    with pytest.raises(NotPythonError) as whole:
        parse(text)
    with pytest.raises(NotPythonError) as outline:
        parse_outline(text)
    assert outline.value.problem == whole.value.problem


def test_what_is_wrong_in_a_body_is_told_when_it_is_parsed() -> None:
    (body,) = parse_outline("x\n\ndef f():\n    y\n    z = = 1\n").bodies.values()
    with pytest.raises(NotPythonError) as error:
        body.parse()
    assert error.value.problem.span.line == 5


@pytest.mark.parametrize(
    "text", ["def f(" * 50_000, "def f():\n" * 50_000, "def f():\n" + " '''\n" * 50_001, "\n" * 200_000]
)
def test_no_text_takes_long(text: str) -> None:
    # Quadratic time would be minutes, and the test suite would be stopped.
    with suppress(NotPythonError):
        parse_outline(text)


def test_the_outlines_of_real_code() -> None:
    compared = bodies = 0
    for path in files_of_this_interpreter():
        text = decode(path.read_bytes()).text
        try:
            whole = parse(text)
        except NotPythonError:
            continue
        outline = filled(text)
        assert ast.dump(outline) == ast.dump(whole), path
        assert list(places(outline)) == list(places(whole)), path
        compared += 1
        bodies += len(parse_outline(text).bodies)
    assert compared > 100, sys.prefix
    assert bodies > 5 * compared
