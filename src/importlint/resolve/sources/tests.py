"""Directories that pytest puts on the search path to import a test file, in its import mode `prepend`.

It is the first directory upward from the file that holds no `__init__.py`.
https://docs.pytest.org/en/stable/explanation/pythonpath.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from importlint.model.root import Evidence
from importlint.resolve.directories import folder, upward
from importlint.resolve.metadata import strings
from importlint.resolve.sources.pytest import find_options
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield these directories for the test files that no root found so far provides."""
    by_path = {folder(path): _imports_by_path(options) for path, options in find_options(survey.metadata)}
    claims: dict[str, Claim] = {}
    for directory, path in survey.unowned(filter(_is_collected, survey.tree.files)).items():
        if not next((by_path[above] for above in upward(directory) if above in by_path), False):
            place = survey.outside(directory)
            claims.setdefault(place, Claim(place, Evidence(path, 0, "pytest imports this file from there")))
    yield from claims.values()


def _is_collected(path: str) -> bool:
    """Return whether pytest collects or loads a file of this name, as long as `python_files` is not set."""
    file = path.rpartition("/")[2]
    return file.endswith(".py") and (file.startswith("test_") or file.endswith("_test.py") or file == "conftest.py")


def _imports_by_path(options: Mapping[str, Any]) -> bool:
    """Return whether pytest is told to leave the search path alone."""
    arguments = options.get("addopts", "")
    return "import-mode=importlib" in " ".join(strings(arguments))
