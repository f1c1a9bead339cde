"""Text to syntax tree: newer syntax gives the tree of its older spelling, with everything in its place."""

import ast
import warnings
from contextlib import suppress

import pytest

from importlint.scan.newer_expressions import rewrite_expressions
from importlint.scan.newer_nodes import TypeAlias, type_parameters_of
from importlint.scan.newer_statements import rewrite_statements
from importlint.scan.parser import NotPythonError, is_lazy, parse
from importlint.scan.rewriting import rewrite

IMPORTS = (ast.Import, ast.ImportFrom)


def lowered(text: str) -> str:
    """Return what an older Python is given."""
    return rewrite(text, (*rewrite_statements(text), *rewrite_expressions(text)))[0]


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("lazy import a.b as c, d\n", "import      a.b as c, d\n"),
        ("if x:\n  lazy from . import (a,\n    b)\n", "if x:\n  from      . import (a,\n    b)\n"),
        ("def f[T: int, *Ts, **P](x: T): import y\n", "def f                  (x: T): import y\n"),
        ("class A[T = int](B):\n  import c\n", "class A         (B):\n  import c\n"),
        ("async def f[\n  T\n](x): pass\n", "async def f \\\n   \\\n (x): pass\n"),
        ("try:\n  pass\nexcept A, B.c: import x\n", "try:\n  pass\nexcept A| B.c: import x\n"),
        ("x = f'{a['b']}'\n", "x = (  a['b'],)\n"),
        ("x = f'{'\\n'.join(a)}' 'b'\n", "x = (  '\\n'.join(a),    )\n"),
        ("x = f'é{a['b']}'\n", "x = (    a['b'],)\n"),
        ("x = t'{a}{b!r:>{c}}'\n", "x = (  a, b,    c, )\n"),
        ("x = [*a for a in b]\n", "x = [ a for a in b]\n"),
    ],
)
def test_what_an_older_python_is_given(newer: str, older: str) -> None:
    assert lowered(newer) == older
    ast.parse(older)


@pytest.mark.parametrize(
    "text",
    [
        "lazy = 1\nlazy\nlazy.x = lazy(lazy)\n",
        "type = 1\ntype (x)\nprint(type in x, type)\n",
        "x = f'{a!r:>{b}} {{}}' 'c'\ny = f(*a, *[b for b in c], **d)\n",
        "try:\n  pass\nexcept (A, B) as e:\n  pass\n",
        "def f(x=[1], *y): return x[1]\n",
        "'lazy import a; type X = int'\n",
        "match = {'case': 1}\nmatch x:\n  case [*_]: pass\n",
    ],
)
def test_older_syntax_is_left_alone(text: str) -> None:
    assert lowered(text) == text
    assert ast.dump(parse(text), include_attributes=True) == ast.dump(ast.parse(text), include_attributes=True)


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("x = f'{a['b']!r:>{w}}c' 'd'\n", "x = f'{a[\"b\"]!r:>{w}}cd'\n"),
        ("x = f'{a, b}{c}'\nlazy import d\n", "x = f'{a, b}{c}'\nimport d\n"),
        ("x = f'{a['b']}{c=}{d = !s:>4}{e=:4}'\n", "x = f'{a[\"b\"]}c={c!r}d = {d!s:>4}e={e:4}'\n"),
        ("x = rf'\\d{{{a['b']}}}\\N{c}'\n", "x = '\\\\d{' f'{a[\"b\"]}' '}\\\\N' f'{c}'\n"),
        ("x = f'\\t\\x41\\N{DIGIT ONE}{a['b']}'\n", "x = f'\\tA1{a[\"b\"]}'\n"),
        ("x = f'{f'{f'{a['b']}'}'}'\n", "x = f'''{f\"\"\"{f'{a[\"b\"]}'}\"\"\"}'''\n"),
        ("x = f'''{\n  a # }\n}'''\n", "x = f'''{a}'''\n"),
        ("x = (f'{a['b']}'\n  'c'  # d\n  f'{e}')\n", "x = f'{a[\"b\"]}c{e}'\n"),
        ("try:\n  pass\nexcept A, (B | C), D.e: pass\n", "try:\n  pass\nexcept (A, (B | C), D.e): pass\n"),
        ("lazy import a\nx = t'{b}'\n", "import a\nx = f'{b}'\n"),
    ],
)
def test_the_tree_is_that_of_the_older_spelling(newer: str, older: str) -> None:
    # Where the parser knows the newer syntax, only the lazy import makes it rewrite the rest.
    tree = parse(newer if "lazy" in newer else f"{newer}lazy import rewrite_all\n")
    wanted = ast.parse(older if "lazy" in newer else f"{older}import rewrite_all\n")
    # Python 3.14 has t-strings, 3.15 lazy imports.
    written = ast.unparse(tree).replace("lazy import", "import").replace("t'{b}'", "f'{b}'")
    assert ast.unparse(ast.parse(written)) == ast.unparse(wanted)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("lazy import a\nimport b\n", [(1, 0, True), (2, 0, False)]),
        ("if x: lazy from a import b; import c\n", [(1, 6, True), (1, 28, False)]),
        ("lazy \\\n  import a\n", [(1, 0, True)]),
        ("x = 'é'; lazy import a; lazy = 1\n", [(1, 10, True)]),
        ("def f():\n\tlazy import a\n", [(2, 1, True)]),
    ],
)
def test_lazy_imports_and_where_they_stand(text: str, places: list[tuple[int, int, bool]]) -> None:
    imports = [node for node in ast.walk(parse(text)) if isinstance(node, IMPORTS)]
    assert sorted((node.lineno, node.col_offset, is_lazy(node)) for node in imports) == places


def test_names_keep_their_columns() -> None:
    (node,) = parse("lazy from a.b import (c as d,\n  e)\n").body
    assert isinstance(node, ast.ImportFrom)
    assert [(alias.lineno, alias.col_offset, alias.end_col_offset) for alias in node.names] == [(1, 22, 28), (2, 2, 3)]


def test_type_statements() -> None:
    alias, other = parse("type X[T] = list[T]\ntype Y = __import__('a')\n").body
    for node, name in ((alias, "X"), (other, "Y")):
        assert isinstance(node, TypeAlias)
        assert node.name.id == name
    assert other.value.col_offset == 9  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("class A[T: (int, 'x, y') = dict[str, int], *Ts, **P](B): ...\n", ("T", "Ts", "P")),
        ("@c\ndef f[\n  T,  # U, V\n  W\n](x): ...\n", ("T", "W")),
        ("async def f[T,](x): ...\n", ("T",)),
        ("def f(x=[1]): ...\n", ()),
    ],
)
def test_type_parameters(text: str, names: tuple[str, ...]) -> None:
    # The parser knows them from 3.12 on, and their defaults from 3.13 on, if there is nothing newer beside them.
    for newer in ("", "lazy import a\n"):
        assert type_parameters_of(parse(text + newer).body[0]) == names


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = 1\nprint 'a'\n", 2),
        ("lazy import a\n\nx = (\n", 3),
        ("f'{a['b']}'\nx = = 1\n", 2),
        ("x = '\n", 1),
        ("lazy import a b\n", 1),
        ("def f():\nx\n", 2),
    ],
)
def test_what_is_no_python(text: str, line: int) -> None:
    with pytest.raises(NotPythonError) as caught:
        parse(text)
    assert caught.value.problem.span.line == line


@pytest.mark.parametrize("text", ["(" * 300, "x = " + "-" * 100_000 + "1"])
def test_what_is_nested_too_deeply(text: str) -> None:
    with pytest.raises(NotPythonError):
        parse(text)


@pytest.mark.parametrize("text", ["x = " + "+".join("1" * 100_000), "x = a" + ".b" * 100_000])
def test_what_is_nested_too_deeply_for_some_versions_of_the_parser(text: str) -> None:
    with suppress(NotPythonError):
        parse(text)


def test_no_warning_leaks() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        parse("x = '\\d'\nx is 1\nassert (x, 'a')\n1if 1else 2\n")
        parse("lazy import a\nx = f'\\d{a['b']}'\n")
    assert caught == []
