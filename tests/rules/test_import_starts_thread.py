"""Threads that are started while a module is imported, against real interpreters."""

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from importlint.rules import import_starts_thread
from tests.rules.checks import findings, reported

THREAD = "import threading\nt = threading.Thread(target=f)\nt.start()\n"
INDENTED = THREAD.replace("\n", "\n    ")
POOL = "from concurrent.futures import ThreadPoolExecutor\n"
BELOW = {"m/sub/__init__.py": "", "m/sub/sub.py": "x = 1\n"}

HANGS = {
    "join": {"m.py": f"def f():\n    import m\n{THREAD}t.join()\n"},
    "from": {"m.py": f"def f():\n    from m import x\n{THREAD}t.join()\nx = 1\n"},
    "a package": {"m/__init__.py": f"def f():\n    import m.sub\n{THREAD}t.join()\n", "m/sub.py": ""},
    "a submodule of it": {"m/__init__.py": f"def f():\n    from m import sub\n{THREAD}t.join()\n", "m/sub.py": ""},
    "a submodule by a name": {"m/__init__.py": f"def f():\n    import m.sub as s\n{THREAD}t.join()\n", "m/sub.py": ""},
    "one below a submodule": {"m/__init__.py": f"def f():\n    from m.sub.sub import x\n{THREAD}t.join()\n", **BELOW},
    "through another": {"m.py": f"def f():\n    import n\n{THREAD}t.join()\n", "n.py": "from m import f\n"},
    "with a pool": {"m.py": f"{POOL}def f():\n    import m\nwith ThreadPoolExecutor() as e:\n    e.submit(f)\n"},
    "result": {"m.py": f"{POOL}e = ThreadPoolExecutor()\ndef f():\n    import m\nr = e.submit(f)\nr.result()\n"},
    "at once": {"m.py": f"{POOL}e = ThreadPoolExecutor()\ndef f():\n    import m\ne.submit(f).result()\n"},
    "in a class body": {"m.py": f"def f():\n    import m\nclass C:\n    {INDENTED}t.join()\n"},
}
# By the version since which they do.
HANGS_SINCE = {
    "from a submodule": (
        (3, 14),
        {"m/__init__.py": f"def f():\n    from m.sub import x\n{THREAD}t.join()\n", "m/sub.py": "x = 1\n"},
    ),
    "a submodule through another": (
        (3, 14),
        {
            "m/__init__.py": f"def f():\n    import n\n{THREAD}t.join()\n",
            "m/sub.py": "x = 1\n",
            "n.py": "from m.sub import x\n",
        },
    ),
    "one below a submodule that is loaded": (
        (3, 15),
        {"m/__init__.py": f"from m import sub\ndef f():\n    from m.sub.sub import x\n{THREAD}t.join()\n", **BELOW},
    ),
}
GOES_ON = {
    "a submodule that is loaded": {
        "m/__init__.py": f"from m import sub\ndef f():\n    import n\n{THREAD}t.join()\n",
        "m/sub.py": "x = 1\n",
        "n.py": "from m.sub import x\n",
    },
    "another module": {"m.py": f"def f():\n    import n\n{THREAD}t.join()\n", "n.py": "x = 1\n"},
    "through one that is loaded": {
        "m.py": f"import n\ndef f():\n    import n\n{THREAD}t.join()\n",
        "n.py": "import m\n",
    },
    "no import": {"m.py": f"def f():\n    pass\n{THREAD}t.join()\n"},
    "not while importing": {"m.py": f"def f():\n    import m\ndef g():\n    {INDENTED}t.join()\n"},
    "only as a script": {"m.py": f"def f():\n    import m\nif __name__ == '__main__':\n    {INDENTED}t.join()\n"},
}


def write(files: dict[str, str], directory: Path) -> None:
    """Write the modules."""
    for path, text in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text)


@pytest.mark.parametrize("files", HANGS.values(), ids=HANGS.keys())
def test_what_hangs_is_reported(files: dict[str, str], tmp_path: Path) -> None:
    write(files, tmp_path)
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-B", "-c", "import m"], cwd=tmp_path, timeout=1, check=False)
    (found,) = {finding.severity for finding in findings(import_starts_thread, files)}
    assert found == ("warning" if "n.py" in files else "error")


@pytest.mark.parametrize("files", GOES_ON.values(), ids=GOES_ON.keys())
def test_what_goes_on_is_not(files: dict[str, str], tmp_path: Path) -> None:
    write(files, tmp_path)
    subprocess.run([sys.executable, "-B", "-c", "import m"], cwd=tmp_path, timeout=20, check=True)
    for version in ((3, 13), (3, 14), (3, 15)):
        assert reported(import_starts_thread, files, target_version=version) == []


@pytest.mark.parametrize(("since", "files"), HANGS_SINCE.values(), ids=HANGS_SINCE.keys())
def test_what_hangs_since_a_version(since: tuple[int, int], files: dict[str, str], tmp_path: Path) -> None:
    write(files, tmp_path)
    if sys.version_info[:2] != (3, 13):  # There it depends on the release.
        hangs = sys.version_info >= since
        with pytest.raises(subprocess.TimeoutExpired) if hangs else nullcontext():
            command = [sys.executable, "-B", "-c", "import m"]
            subprocess.run(command, cwd=tmp_path, timeout=1 if hangs else 20, check=True)
    assert reported(import_starts_thread, files, target_version=(since[0], since[1] - 1)) == []
    (found,) = findings(import_starts_thread, files, target_version=since)
    assert found.severity == ("warning" if "n.py" in files else "error")


def test_a_thread_that_nobody_waits_for_is_a_note() -> None:
    assert reported(import_starts_thread, {"m.py": f"def f():\n    import m\n{THREAD}"}) == [
        (
            "note m.py:5 importing `m` starts a thread: `import m` in `f` leads back to it, and the thread stands "
            "still until the import is done"
        )
    ]


def test_the_message_names_both_sides() -> None:
    (found,) = findings(import_starts_thread, HANGS["join"])
    assert found.message == (
        "importing `m` starts a thread, and `t.join` waits for it: `import m` in `f` leads back to it, "
        "and neither goes on"
    )
    assert [step.location.span.line for step in found.related] == [2, 6]
    assert found.reproduce == 'python -c "import m"'
