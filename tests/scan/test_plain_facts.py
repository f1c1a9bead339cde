"""What is read without the parser is what the parser would say."""

import sys

import pytest

from importlint.scan.parsed_facts import facts_of_module
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.plain_facts import plain_facts
from importlint.scan.soundness import find_assignments
from importlint.scan.source import decode
from tests.scan.readings import files_of_this_interpreter

PLAIN = [
    "",
    "import a\nfrom b import (\n    c,\n    d as e,\n)\n",
    "x = 1\nif __name__ == '__main__':\n    import a\n    run()\n",
    'DOC = """\nif x\n"""\nif __name__ == "__main__":\n    run()\n',
    "import a\n@cached\ndef f(): return a\n",
    "def f(self):\n    self.reload(a)\n    setattr(self, 'a', 1)\n",
    "from os import path\npath.join('a')\n",
    "import a\nx: a.B = 1\ndef f(\n    x: a.B = 1,\n): ...\n",
    "import a\n@cached\ndef f(): ...\ndef g():\n    import b\n",
    "if x:  # comment\n\n    # comment\n    y\nelse: z\n",
    "class A:\n\tdef f(\n\tself): return {1: 2}[3]\n",
    "print\nprint(1)\nprint in x\nx = [print or y, exec]\n",
    "for x in y: pass\n# comment\n",
    "async def f(): pass\nif x: y\n",
    "a in b\na is b\na if b else c\na or b\na not in b\nnot a\ntype a = b\nassert a\ndel a\nlambda a: b\n",
    "match a:\n    case b: c\n    case d if e: f\ndef f():\n    global a\n    yield a\n    raise a\n    return a\n",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts_need_no_parser(text: str) -> None:
    assert plain_facts("a.py", text) == facts_of_module("a.py", text, parse(text))


TELLING = [
    "import sys\nsys.path.append('a')\n",
    "import sys\n# sys.path\nclass A:\n    def f(self):\n# sys.path\n        sys.path.append('a')\n",
    "import sys\nif x:\n\tsys.path += [a,\nb]; del sys.path[0]\n",
    "import sys\nfor x in 'a', 'b': sys.path.append(x)\n",
    "import sys\ndef f(x=__file__):\n    for y in x: sys.path.append(y)\n",
    "import sys\nHERE = __file__  # HERE\ndef f():\n    sys.path.append(HERE)\nHERE.HERE = HERE[HERE(1)]\n",
    "import sys\nHERE = __file__\ndef f(x, *, HERE: str = 'HERE'):\n    sys.path.append(HERE)\n",
    "import sys\n\N{FULLWIDTH LATIN CAPITAL LETTER H}ERE = ''\nHERE = __file__\nsys.path.append(HERE)\n",
    "import sys\nmatch x:\n    case HERE if (lambda HERE: sys.path.pop())(1): sys.path.append(HERE)\n",
    "import sys\ntry:\n    sys.path.append('a')\nexcept (A, B):\n    sys.path.append('b')\nelse:\n    sys.path.pop()\n",
    "import subprocess\ntry:\n x()\nexcept subprocess.E: pass\nelse:  # sys.path\n if y: z\n elif sys.path:\n  a\n",
    "from threading import Thread\nwith Thread(target=f) as t:\n    t.start()\nt = 1\n",
    "import importlib\nimportlib.reload(a)\n",
    "@__import__('a').b(c)\nclass D:\n    @__import__('e')\n    def f(self): pass\n",
    "reload(a)\n",
    "from os import system as s\ns('python x.py')\n",
    "load = __import__\ndef f():\n    load('a')\n",
    "import a\na.b = 1\n",
    "import a\ndef f(b, a): a.b = 1\n",
    "import a\nif x: a.b = 1\n",
    "import a\nif x and (\n  y) or z: a.b = 1\n",
    "import a\nif x and \\\n  y: a.b = 1\n",
    "import a\nif x == '''\ny''': a.b = 1\n",
    "import a\nsetattr(a, 'b', 1)\n",
    "import functools\n@functools.cache\ndef f():\n    import a\n",
    "import functools\n@functools.cache\ndef f():\n    return __import__('a')\nx = __import__('b')\n",
    "class A:\n    @x(\n1)\n    # y\n    @cache\n\n    # z\n    def f():\n\n# z\n        import a\n    def g(): pass\n",
    "@cache\ndef f(): import a\n@cache\ndef g(): pass\n",
    "@cache\nasync def f():\n    import a\n    load = __import__\n    return load('b')",
    "@cache\nclass A:\n    def f(self):\n        return (\n1)\n    @cache\n    def g(self): import a\nimport b\n",
    "def __getattr__(name): ...\n",
    "x = '''\nif __name__ == \"__main__\":\n'''\n",
    "if x:\n    if __name__ == '__main__':\n        pass\n",
]


@pytest.mark.parametrize("text", TELLING)
def test_telling_lines_are_parsed_alone(text: str) -> None:
    assert plain_facts("a.py", text) == facts_of_module("a.py", text, parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "lazy import a\n",
        "import sys\nif x: pass\nelif sys.path.pop(): pass\n",
        "import sys\nif x: pass\nelse: sys.path.pop()\n",
        "if x:\n    pass\nelif __name__ == '__main__':\n    pass\n",
    ],
)
def test_the_parser_is_asked_where_a_line_alone_does_not_tell(text: str) -> None:
    parse(text)
    assert plain_facts("a.py", text) is None


@pytest.mark.parametrize("text", ["import sys\nsys.path.append = =\n", "sys.path = x y\n"])
def test_the_parser_is_asked_where_a_telling_line_is_not_valid(text: str) -> None:
    assert plain_facts("a.py", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "def f(a)\n    return a\n",
        "def f(a):\n",
        "def f(a):\n# comment\n\nx = 1\n",
        "class A:\n    def f(self):\n    def g(self):\n        pass\n",
        "if x\n    y\n",
        "try:\n    x\nfinally\n    y\n",
        "x = (1,\n",
        "x = 'a\n",
        'x = """a\n',
        "x = [1)]\n",
        "print 'a'\n",
        "foo bar baz\n",
        "x = 1\ny is z\nlet x = 2\n",
        "exec code\n",
        "raise A, 'b'\n",
        "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b\n",
        "{% if x %}\n",
        "x = 1 \\ y\n",
    ],
)
def test_the_parser_is_asked_where_the_structure_is_not_sound(text: str) -> None:
    with pytest.raises(NotPythonError):
        parse(text)
    assert find_assignments(f"\n{text}") is None
    assert plain_facts("a.py", text) is None


@pytest.mark.parametrize("text", ["if x:" * 50_000, "(" * 200_000, "if x:\n" + "\n" * 200_000, '"""' * 100_001])
def test_no_text_takes_long(text: str) -> None:
    # Quadratic time would be minutes, and the test suite would be stopped.
    plain_facts("a.py", text)


def test_the_facts_of_real_code_are_those_of_the_parser() -> None:
    read = plain = 0
    for path in files_of_this_interpreter():
        text, problem = decode(path.read_bytes())
        read += 1
        facts = plain_facts("a.py", text)
        # The one mistake of real files that is no matter of structure: a character that no token begins with.
        if facts is None or problem or path.name == "badsyntax_3131.py":
            continue
        assert facts == facts_of_module("a.py", text, parse(text)), path
        plain += 1
    assert plain > read // 2 > 50, sys.prefix
