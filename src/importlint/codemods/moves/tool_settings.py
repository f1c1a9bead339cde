"""Settings of pytest and Alembic that put the new source root on the search path of tests and migrations."""

import re
from collections.abc import Iterator, Sequence
from posixpath import relpath
from typing import NamedTuple

from importlint.codemods.moves.relocation import Relocation, Relocations
from importlint.codemods.moves.texts import Texts, replace
from importlint.model.change import NewFile
from importlint.model.fix import Edit
from importlint.model.roles import is_test
from importlint.patterns import regex
from importlint.project import Project
from importlint.resolve.directories import child, folder, is_under, upward

_NAMES = ("pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
_HEADERS = {
    "pytest.ini": r"^\[pytest\][ \t]*$",
    ".pytest.ini": r"^\[pytest\][ \t]*$",
    "pyproject.toml": r"^\[tool\.pytest(?:\.ini_options)?\][ \t]*$",
    "tox.ini": r"^\[pytest\][ \t]*$",
    "setup.cfg": r"^\[tool:pytest\][ \t]*$",
}
_PYTHON_PATH = regex(r"^pythonpath[ \t]*=[ \t]*(?:\n[ \t]+)?", re.MULTILINE)
_ALEMBIC_PATH = regex(r"^prepend_sys_path[ \t]*=[ \t]*", re.MULTILINE)


class PytestSetting(NamedTuple):
    """A file that configures pytest for the tests of services, and what its `pythonpath` has to name besides."""

    path: str
    entries: tuple[str, ...]
    exists: bool = True


def find_pytest_settings(project: Project, relocations: Relocations, texts: Texts) -> tuple[PytestSetting, ...]:
    """Return the files that configure pytest where tests need a new source root; one that is missing is to be made."""
    needed: dict[str, dict[str, None]] = {}
    exists: set[str] = set()
    for move in relocations:
        tests = [path for path in project.facts if is_under(path, move.base) and is_test(path)]
        if move.changes_root and tests and move.base != ".":
            found = _settings(project, move, texts)
            exists.update(found)
            for path in found or (child(move.base, "pytest.ini"),):
                needed.setdefault(path, {})[relpath(move.source, folder(path))] = None
    return tuple(PytestSetting(path, tuple(entries), path in exists) for path, entries in sorted(needed.items()))


def _settings(project: Project, move: Relocation, texts: Texts) -> list[str]:
    """Return the files inside a service that configure pytest, else the nearest one above it."""
    files = project.tree.files
    inside = [path for path in files if is_under(path, move.base) and _configures(path, texts)]
    above = (child(directory, name) for directory in upward(move.base) for name in _NAMES)
    outer = next((path for path in above if path in files and _configures(path, texts)), None)
    return inside or ([outer] if outer is not None else [])


def _configures(path: str, texts: Texts) -> bool:
    header = _HEADERS.get(path.rpartition("/")[2])
    return header is not None and re.search(header, texts.of(path), re.MULTILINE) is not None


def edit_pytest_settings(settings: Sequence[PytestSetting], texts: Texts) -> Iterator[Edit | NewFile]:
    """Yield the edits of INI files, and new ones; `pyproject.toml` is edited by `packaging`."""
    for path, entries, exists in settings:
        text, words = texts.of(path), " ".join(entries)
        header = re.search(_HEADERS[path.rpartition("/")[2]], text, re.MULTILINE) if exists else None
        known = _PYTHON_PATH.search(text, header.end()) if header is not None else None
        if not exists:
            yield NewFile(path, f"[pytest]\npythonpath = {words}\n")
        elif path.endswith(".toml") or header is None:
            continue
        elif known is not None:
            yield replace(path, text, known.end(), known.end(), f"{words} ")
        else:
            yield replace(path, text, header.end(), header.end(), f"\npythonpath = {words}")


def edit_alembic_settings(project: Project, relocations: Relocations, texts: Texts) -> Iterator[Edit]:
    """Yield the edits of `prepend_sys_path`, which is relative to the working directory: that of the service."""
    for path in project.tree.files:
        if path.rpartition("/")[2] != "alembic.ini":
            continue
        text = texts.of(path)
        known = _ALEMBIC_PATH.search(text)
        sources = {relpath(move.source, move.base) for move in relocations if _needs(move, path)}
        if known is not None and sources:
            spaced = re.search(r"^(?:version_)?path_separator[ \t]*=[ \t]*space\b", text, re.MULTILINE)
            separator = " " if spaced else ":"
            yield replace(path, text, known.end(), known.end(), separator.join((*sorted(sources), "")))


def _needs(move: Relocation, path: str) -> bool:
    return move.changes_root and move.base != "." and is_under(path, move.base)
