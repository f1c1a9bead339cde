"""Try edits: what the import machine says of the project with them, without writing a file."""

import ast
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from importlint.edits.text import edit_text
from importlint.errors import FixError
from importlint.machine.vm import Settings
from importlint.model.fix import Edit
from importlint.project import Project
from importlint.scan.compiling import Mistake
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.source import decode


def text_of(project: Project, path: str) -> str | None:
    r"""Return the text of a file, every line end a "\n"; None if it cannot be read or is no Python."""
    try:
        source = decode(project.tree.read(path))
    except OSError:
        return None
    return None if source.problem else source.text


def settings_with(project: Project, edits: Iterable[Edit]) -> Settings | None:
    """Return what runs the project with some edits made; None if a file would be no Python."""
    by_path: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_path[edit.path].append(edit)
    programs: dict[str, ast.Module] = {}
    for path, found in by_path.items():
        text = text_of(project, path)
        if text is None:
            return None
        try:
            programs[path] = parse(edit_text(text, found))
        except (FixError, NotPythonError):
            return None

    def program(path: str) -> ast.Module | Mistake:
        return programs[path] if path in programs else project.settings.program(path)

    return replace(project.settings, program=program)


def sound(project: Project, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Return edits after which every file is still Python, () for others."""
    return edits if edits and settings_with(project, edits) is not None else ()
