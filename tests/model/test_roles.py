"""What paths tell of files."""

import pytest

from importlint.model.roles import is_aside, is_generated, is_test, runs_in_place


@pytest.mark.parametrize(
    "path", ["tests/a.py", "a/test/b.py", "test_a.py", "a/b_test.py", "conftest.py", "a/tests.py", "a/testing/b.py"]
)
def test_tests(path: str) -> None:
    assert is_test(path)
    assert is_aside(path)


@pytest.mark.parametrize("path", ["a.py", "app/contest.py", "latest/a.py", "app/attest.py"])
def test_no_tests(path: str) -> None:
    assert not is_test(path)
    assert not is_aside(path)


@pytest.mark.parametrize("path", ["examples/a.py", "docs/conf.py", ".github/scripts/a.py", "app/samples/b.py"])
def test_beside_the_programs(path: str) -> None:
    assert is_aside(path)
    assert not is_test(path)


def test_files_that_tools_run_where_they_lie() -> None:
    assert [runs_in_place(path) for path in ("docs/conf.py", "setup.py", "noxfile.py", "app/main.py")] == [
        True,
        True,
        True,
        False,
    ]


def test_files_that_builds_write() -> None:
    assert is_generated("app/_version.py")
    assert is_generated("app/api_pb2.py")
    assert not is_generated("app/conversion.py")
