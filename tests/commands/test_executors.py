"""What `--executor` can name, a Dask cluster apart."""

import sys
from concurrent.futures import Executor

import pytest

from importlint.commands.executors import open_executor
from importlint.errors import UsageError
from tests.commands.conftest import Run, Write
from tests.commands.projects import TWO_SERVICES


@pytest.mark.parametrize("name", ["ProcessPoolExecutor", "ThreadPoolExecutor"])
def test_a_function_that_makes_an_executor(write: Write, run: Run, name: str) -> None:
    write(TWO_SERVICES)
    with open_executor(f"concurrent.futures:{name}") as executor:
        assert isinstance(executor, Executor)
    shared = run("scan", "--format", "json", "--executor", f"concurrent.futures:{name}")
    assert shared.out == run("scan", "--format", "json", "--workers", "1").out
    assert "read in this process" not in shared.err


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("no_such_module:make", "No module named 'no_such_module'"),
        ("sys:no_such_function", "module 'sys' has no attribute 'no_such_function'"),
        ("sys:path", "'list' object is not callable"),
        ("builtins:dict", r"it returned \{\}"),
        ("a b", "invalid format"),
        ("ssh://127.0.0.1", "invalid format"),
    ],
)
def test_what_makes_no_executor(name: str, what: str) -> None:
    with pytest.raises(UsageError, match=f"--executor {name}: {what}") as caught, open_executor(name):
        pass
    assert caught.value.help.startswith("give dask://HOST:PORT, or MODULE:FUNCTION")


def test_dask_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "importlint.commands.dask_cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="distributed") as caught, open_executor("dask://127.0.0.1:8786"):
        pass
    assert caught.value.help == "pip install 'importlint-scan[dask]'"
