"""What a file is for, as far as its path tells."""

from collections.abc import Callable, Iterable

_TEST_DIRECTORIES = frozenset({"test", "tests", "testing", "unittests"})
_EXAMPLE_DIRECTORIES = frozenset(
    {"cookbook", "cookbooks", "demo", "demos", "doc", "docs", "example", "examples", "sample", "samples", "tutorials"}
)
_TEST_FILES = frozenset({"conftest.py", "test.py", "tests.py"})

# Programs that find their file themselves and run it in its own directory.
_RUN_IN_PLACE = frozenset({"conf.py", "noxfile.py", "setup.py"})

_GENERATED_SUFFIXES = ("_pb2.py", "_pb2_grpc.py", "_version.py", "_build.py", "_generated.py")
_GENERATED = frozenset({"version.py", "__version__.py", "_buildinfo.py", "build_info.py"})


def is_test(path: str) -> bool:
    """Return whether a file belongs to tests."""
    *directories, file = path.split("/")
    return (
        file in _TEST_FILES
        or file.startswith("test_")
        or file.endswith("_test.py")
        or not _TEST_DIRECTORIES.isdisjoint(directories)
    )


def is_aside(path: str) -> bool:
    """Return whether a file is none of the programs themselves: tests, examples, documentation, a tool's directory."""
    directories = path.split("/")[:-1]
    hidden = any(directory.startswith(".") and directory != "." for directory in directories)
    return hidden or is_test(path) or not _EXAMPLE_DIRECTORIES.isdisjoint(directories)


def runs_in_place(path: str) -> bool:
    """Return whether what reads the file runs it in its own directory: Sphinx, nox, a build front end (PEP 517)."""
    return path.rpartition("/")[2] in _RUN_IN_PLACE


def is_generated(path: str) -> bool:
    """Return whether a file that does not exist is one that a build usually writes."""
    file = path.rpartition("/")[2]
    return file in _GENERATED or file.endswith(_GENERATED_SUFFIXES)


def may_appear(ignores: Callable[[str], bool], name: str, directories: Iterable[str]) -> bool:
    """Return whether a module may lie in one of some directories, although a listing of the project has none.

    A build writes it, or version control ignores its place; a file that is there in spite of that is not listed either.
    name: with `/` for each dot. directories: relative to the project.
    """
    inside = (directory for directory in directories if directory != ".." and not directory.startswith("../"))
    places = (name if directory == "." else f"{directory}/{name}" for directory in inside)
    paths = (place + end for place in places for end in (".py", "/__init__.py"))
    return any(is_generated(path) or ignores(path) for path in paths)
