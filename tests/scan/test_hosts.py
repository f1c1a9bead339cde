"""The facts of a file do not depend on the Python that runs importlint."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NEWER_SYNTAX = """\
lazy import a, b.c as d
lazy from . import (e,
    f)
type G[T] = list[__import__("h")]
class I[T: int = str, *Ts]:
    async def j[**P](self) -> T:
        import k
try:
    import l
except M, n.O:
    from p import q
x = f"é{importlib.import_module("r", f'{s["t"]}')!r:>{__import__('u')}}" 'v' t"{__import__("w")}"
import importlib, sys
y = f'''{
    sys.path.insert(0, '..')  # }
}'''
z = [*__import__('a1') for b1 in c1]; import d1
"""
BROKEN = 'import sys\nprint "a"\nexcept B, c:\ndef f(:\n  sys.path.append("x")\n  import d\nlazy import e\n'


def interpreters() -> Iterator[str]:
    """Yield an executable of each Python that is present and able to run importlint."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in range(11, 16):
        found = [*map(str, sorted(versions.glob(f"3.{minor}.*/bin/python"))), shutil.which(f"python3.{minor}")]
        yield from [executable for executable in found if executable][:1]


def dump(executable: str, directory: Path) -> str:
    """Return the facts of a directory as one interpreter sees them."""
    command = [executable, "-I", str(HERE / "dump_facts.py"), str(directory)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


@pytest.mark.parametrize("executable", list(interpreters()))
def test_facts_are_the_same_on_every_host(executable: str, tmp_path: Path) -> None:
    (tmp_path / "newer.py").write_text(NEWER_SYNTAX, encoding="utf-8")
    (tmp_path / "broken.py").write_text(BROKEN, encoding="utf-8")
    for path in sorted((HERE.parents[1] / "src/importlint/scan").glob("*.py")):
        shutil.copy(path, tmp_path)
    facts = dump(executable, tmp_path)
    assert facts == dump(sys.executable, tmp_path)
    assert "'k'" in facts
    assert facts.count("call='__import__'") == 4
