"""What a file is for, as far as its path tells."""

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
