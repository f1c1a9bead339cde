"""What is installed in an environment, read from its directories; no interpreter is started."""

from collections.abc import Iterator
from pathlib import Path

from importlint.errors import TargetError
from importlint.resolve.search_path import PathIndex


def installed_names(python: str) -> frozenset[str]:
    """Return the top-level names that the environment of an interpreter, or a virtual environment, has installed.

    Raises TargetError where there is no site-packages directory.
    """
    found = list(_site_packages(Path(python).absolute()))
    if not found:
        raise TargetError(
            f"{python}: no site-packages directory belongs to it",
            help="--python takes an interpreter or its environment",
        )
    return frozenset(name for directory in found for name in _names(directory))


def _site_packages(python: Path) -> Iterator[Path]:
    """Yield the directories that `site` adds for a prefix (CPython: Lib/site.py, getsitepackages)."""
    prefix = python if python.is_dir() else python.parent.parent
    candidates = [prefix / "Lib" / "site-packages"]
    for pattern in ("python3*", "pypy3*"):
        candidates += sorted((prefix / "lib").glob(f"{pattern}/site-packages"))
    yield from (directory for directory in candidates if directory.is_dir())


def _names(directory: Path) -> Iterator[str]:
    """Yield what a site-packages directory provides, with the directories that its `.pth` files add."""
    yield from _provided(directory)
    for file in sorted(directory.glob("*.pth")):
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            is_path = line.strip() and not line.startswith(("#", "import ", "import\t"))
            if is_path and (directory / line.strip()).is_dir():
                yield from _provided(directory / line.strip())


def _provided(directory: Path) -> Iterator[str]:
    entries = [entry for entry in directory.iterdir() if entry.suffix not in (".dist-info", ".egg-info", ".pth")]
    yield from PathIndex(f"{entry.name}/__init__.py" if entry.is_dir() else entry.name for entry in entries).names(".")
