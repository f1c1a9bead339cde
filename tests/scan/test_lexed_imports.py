"""Import statements without a parser: on valid code they are those of the parser."""

import sys

import pytest

from importlint.scan.lexed_imports import lex_imports
from importlint.scan.parser import NotPythonError
from importlint.scan.source import decode
from tests.scan.readings import files_of_this_interpreter, parsed_imports

VALID = [
    "",
    "import a\n",
    "import a.b.c as d, e ,f as g",
    "from a import *\n",
    "from . import a\nfrom .. b import c\nfrom ... import d\nfrom .a . b import c\n",
    "from a import (b, c as d, # e\n  f,\n)\n",
    "from a import (\n\n  # import x\n  b as # why\n  c,\n)\n",
    "import a \\\n  as b, \\\n c\nfrom \\\n a import \\\n b\n",
    "import é.ﬁ as ℌ\n",  # noqa: RUF001
    "import a; import b; x = 1; from c import d # import e\n",
    "x = 1; import a\nif x: import b; import c\nelse: import d\n",
    '\'import a\'\n\'\'\'\nimport b\n\'\'\'\n"""\\"""\nimport c\n"""\n# import d\nimport e\n',
    "x = [\n  'import a', (\n  ), {\n}]\nimport b\n",
    "x = (yield\n  from_x)\nimport b\n",
    "def f():\n  return (yield\nfrom x)\n",
    "raise A \\\n from b\n",
    "def f():\n  import a\n  class B:\n    import c\n    async def d(self):\n      import e\nimport g\n",
    "class A:\n  def b(self): import c\n  import d\n",
    "if TYPE_CHECKING:\n  import a\nelse:\n  import b\nif not typing.TYPE_CHECKING: import c\nelse: import d\n",
    "if (TYPE_CHECKING\n    and x):\n  import a\n",
    "if __name__ == '__main__':\n  import a\nelif sys.platform == 'win32':\n  import b\nelse:\n  import c\n",
    "if sys.version_info >= (3, 11):\n  import a\nelif x:\n  import b\nelse:\n  if os.name == 'nt': import c\n",
    "if (x := sys.platform):\n  import a\nif x := {1: 2}[1]: import b\n",
    "try:\n  import a\nexcept (A, b.C) as e:\n  import c\nexcept D:\n  import d\nelse:\n  import e\n",
    "try:\n  import a\nfinally:\n  import b\n",
    "try: import a\nexcept: import b\n",
    "try:\n  try:\n    import a\n  except A:\n    import b\n  def f():\n    import c\nexcept* B:\n  import d\n",
    "with suppress(A, B), x as y, contextlib.suppress(C):\n  import a\nwith (suppress(A) as b, c): import d\n",
    "for x in y:\n  import a\nelse:\n  import b\nwhile x: import c\nelse: import d\n",
    "if sys.platform:\n  pass\nfor x in y:\n  pass\nelse:\n  import a\n",
    "match x:\n  case 1:\n    import a\n  case {'b': [c]} if d: import e\nmatch = case = 1\nimport f\n",
    "async def f():\n  async with a as b:\n    import c\n  async for d in e: import g\n",
    "if x:\n\timport a\n\tif y:\n\t        import b\n",
    "if x:\n    import a\n\n# comment\n  # comment\n    import b\n\x0cimport c\n",
    "x = f'{a['b']}'; import b\n",
    "x = f'''{\n  a # '\n}'''\nimport b\n",
    "x = rb'\\\\'; y = r'\\''\nimport c\n",
    "x = f'{{' f'}}'; import d\ny = not f'a'\n",
    "lambda: 1\nx: int; import a\ndef f(a: int = 1) -> {1: 2}: import b\n",
    "lazy import a\nlazy = 1\nlazy from b import c\nlazy: int\n",
    "x = ((((((((((1,))))))))))\nimport a\n",
    "@a\n@b(c)\nclass D: import e\n",
]


@pytest.mark.parametrize("text", VALID)
def test_the_same_facts_as_the_parser(text: str) -> None:
    lexed = lex_imports(text)
    assert lexed.certain
    assert lexed.imports == parsed_imports(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("print 'a'\nimport b\nexec c\nfrom d import e\n", ["b", "e"]),
        ("try:\n  import a\nexcept B, c:\n  print d\n  import e\n", ["a", "e"]),
        ("x = (1,\nimport a\n", ["a"]),
        ("x = '\nimport a\n", ["a"]),
        ("import a\n<<<<<<< HEAD\nimport b\n=======\nimport c\n>>>>>>> d\n", ["a", "b", "c"]),
        ("from a import (b, c\ndef f():\n  import d\n", ["b", "c", "d"]),
        ("import\nfrom\nfrom a\nimport b.\nfrom . import\nimport c\n", ["b", "c"]),
        ("import a b\nimport c\n", ["a", "c"]),
        ("import a\n'''\nimport b\n", ["a", "b"]),
    ],
)
def test_broken_code_keeps_its_imports(text: str, names: list[str]) -> None:
    with pytest.raises(NotPythonError):
        parsed_imports(text)
    assert [alias.name for statement in lex_imports(text).imports for alias in statement.names] == names


@pytest.mark.parametrize("text", ["x = (1,\nimport a\n", "import a b\n", "x = " + "[" * 40 + "]" * 40 + "\nimport a\n"])
def test_what_the_parser_must_be_asked(text: str) -> None:
    assert not lex_imports(text).certain


@pytest.mark.parametrize(
    "text",
    [
        "'" * 400_000,
        "[" * 400_000,
        '\\"""' * 100_000,
        "f'{" * 100_000,
        'f"""{x' * 100_000,
        "if x:" * 100_000,
        "if x:\n import a\n" + "elif y:\n import b\n" * 20_000,
        "".join(" " * depth + "if x:\n" for depth in range(1_500)) + " " * 1_500 + "import a\n",
        "from a import (" + "b, " * 50_000,
        "import a;" * 20_000,
        "\\\n" * 200_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    # Quadratic time would be minutes, and the test suite would be stopped.
    lex_imports(f"{text}\nimport z\n")


def test_the_same_facts_as_the_parser_on_real_code() -> None:
    compared = 0
    for path in files_of_this_interpreter():
        text = decode(path.read_bytes()).text
        lexed = lex_imports(text)
        if lexed.certain:
            try:
                assert lexed.imports == parsed_imports(text), path
            except NotPythonError:
                continue
            compared += 1
    assert compared > 100, sys.prefix
