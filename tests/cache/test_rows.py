"""Facts as rows of JSON, and back."""

import sysconfig
from pathlib import Path

import pytest

from importlint.cache.rows import read_row, write_row
from importlint.scan.reader import read_facts

TEXTS = [
    "",
    "import a.b as c, d\nfrom . import (\n    e,\n    f as g,\n)\n",
    "try:\n    import a\nexcept (A, B):\n    import b\nif TYPE_CHECKING:\n    import c\n",
    "def f():\n    class A:\n        import a\n",
    "import sys, importlib\nsys.path.insert(0, 'a')\nsys.modules.pop('b')\nimportlib.import_module('.c', 'd')\n",
    "import functools\n@functools.cache\ndef f():\n    import a\n",
    "import a, subprocess, sys\na.b = 1\nsubprocess.run([sys.executable])\n",
    "import threading\nt = threading.Thread(target=f)\nt.start()\nt.join()\n",
    "__lazy_modules__ = ['a']\nimport a\n",
    "def __getattr__(name): ...\n__path__ = extend_path(__path__, __name__)\n",
    "#!/usr/bin/python\nif __name__ == '__main__':\n    run()\n",
    "import a  # importlint: ignore[x, y]\n# importlint: ignore-file\n",
    "def f(\n",
    "import é\nx = '\udce9'\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_row_holds_all_facts(text: str) -> None:
    facts = read_facts("a.py", text.encode("utf-8", "surrogatepass"))
    row = write_row(facts)
    assert row.isascii()
    assert "\n" not in row
    # Equal texts: an enumeration is more than its value.
    assert repr(read_row("a.py", row)) == repr(facts)


def test_rows_of_real_code() -> None:
    paths = sorted(Path(sysconfig.get_path("stdlib")).glob("[a-m]*.py"))[::3]
    for path in paths:
        facts = read_facts("b.py", path.read_bytes())
        assert repr(read_row("b.py", write_row(facts))) == repr(facts)
