"""The names of the standard library, against the interpreter's own list."""

import subprocess
import sys
from pathlib import Path

import pytest

from importlint.resolve.stdlib import is_any_stdlib, is_never_shadowed, is_stdlib, removed_in

HOST = sys.version_info[:2]


def test_the_list_is_that_of_this_interpreter() -> None:
    assert {name for name in sys.stdlib_module_names if not is_stdlib(name, HOST)} == set()


def test_what_is_never_shadowed_is_built_in_frozen_or_loaded_at_the_start() -> None:
    probe = (
        "import sys, _imp; frozen = filter(_imp.is_frozen, sys.stdlib_module_names);"
        "print(*sys.modules, *sys.builtin_module_names, *frozen)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", probe], capture_output=True, text=True, check=True)
    present = set(done.stdout.split())
    assert {name for name in sys.stdlib_module_names if is_never_shadowed(name, HOST)} <= present


@pytest.mark.parametrize("name", ["io", "runpy", "linecache", "json"])
def test_a_file_with_that_name_is_passed_over(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.py").write_text("here = True\n")
    (tmp_path / "main.py").write_text(f"import {name}\nprint(hasattr({name}, 'here'))\n")
    done = subprocess.run([sys.executable, tmp_path / "main.py"], capture_output=True, text=True, check=True)
    assert (done.stdout == "False\n") == is_never_shadowed(name, HOST)


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("tomllib", (3, 11), None),
        ("distutils", (3, 8), (3, 12)),
        ("imp", (3, 8), (3, 12)),
        ("telnetlib", (3, 8), (3, 13)),
        ("annotationlib", (3, 14), None),
        ("profiling", (3, 15), None),
        ("json", (3, 8), None),
    ],
)
def test_names_come_and_go_with_versions(name: str, since: tuple[int, int], until: tuple[int, int] | None) -> None:
    versions = [(3, minor) for minor in range(8, 16)]
    assert [is_stdlib(name, version) for version in versions] == [
        since <= version and (until is None or version < until) for version in versions
    ]
    assert is_any_stdlib(name)
    assert removed_in(name) == until


def test_other_names() -> None:
    assert not is_any_stdlib("numpy")
    assert not is_never_shadowed("json", HOST)
