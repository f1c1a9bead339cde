"""Directories that hold no source of the project: environments, caches, build output, version control."""

from collections.abc import Set as AbstractSet

VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})
SKIPPED_NAMES = frozenset(
    {
        ".eggs",
        ".hypothesis",
        ".importlint-fix",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".tox",
        ".venv",
        "__pycache__",
        "node_modules",
        "site-packages",
    }
)
PROJECT_FILES = frozenset({"pyproject.toml", "setup.py", "setup.cfg"})
_ENVIRONMENT_MARKS = frozenset({"pyvenv.cfg", "conda-meta"})
_BUILD_PARTS = ("lib.", "bdist.", "temp.", "scripts-")
_DISTRIBUTIONS = (".whl", ".tar.gz", ".egg", ".zip")


def is_skipped_name(name: str) -> bool:
    """Return whether a directory of this name is never part of the project's source."""
    return name in SKIPPED_NAMES or name.endswith(".egg-info")


def is_skipped_directory(name: str, entries: AbstractSet[str], *, beside_project_file: bool) -> bool:
    """Return whether what a directory holds shows that it is an environment or build output.

    A package that is called `build` or `dist` stays: output is only what lies beside a project file and looks like it.
    """
    if not _ENVIRONMENT_MARKS.isdisjoint(entries):
        return True
    if not beside_project_file or "__init__.py" in entries:
        return False
    if name == "build":
        return "lib" in entries or any(entry.startswith(_BUILD_PARTS) for entry in entries)
    return name == "dist" and any(entry.endswith(_DISTRIBUTIONS) for entry in entries)
