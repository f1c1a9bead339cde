"""Search paths in text files: where the old source root is on one, the new one is put before it.

A container gets it from its image, `ENV PYTHONPATH`; a command of a Makefile, script or workflow from an assignment
before it.
"""

import re
from collections.abc import Iterator, Sequence
from posixpath import join, normpath, relpath

from importlint.codemods.moves.relocation import Relocation
from importlint.codemods.moves.sections import Section, is_dockerfile
from importlint.codemods.moves.texts import replace
from importlint.model.change import Note
from importlint.model.fix import Edit
from importlint.model.launch import Launch
from importlint.patterns import regex
from importlint.resolve.directories import child, is_under, parts_below

WORKDIR = regex(r"^[ \t]*WORKDIR[ \t]+(\S+)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_SETTING = regex(r"(?<![\w$])PYTHONPATH(?:[ \t]*[:=][ \t]*|[ \t]+)(?P<quote>[\"']?)(?P<value>[^\s\"']*)")
_PROGRAM = regex(
    r"(?<![\w./-])(?:python[\d.]*|uvicorn|gunicorn|hypercorn|daphne|celery|flask|fastapi|streamlit|dramatiq|rq|arq|pytest)"
    r"(?![\w/-])"
)
# What a simple command follows; a quotation mark only where the text behind it is a command line.
_COMMAND_START = regex(
    r"(?:&&|\|\||[;|(`]|\bthen\b|\bdo\b|\b(?:run|script):|^[ \t]*-(?=[ \t])"
    r"|(?:\b(?:ba|da|z)?sh -\w*c|\becho|:)[ \t]+[\"'])[ \t]*(?:\|[ \t]*)?"
)
_LINE_START = regex(r"[ \t]*[@+-]*[ \t]*(?:[\w-]+:(?!=)[ \t]+)?")


def extend_image(path: str, text: str, section: Section) -> Iterator[Edit | Note]:
    """Yield what puts the new source roots on the search path of the containers of a Dockerfile or compose service."""
    moves = [move for move in section.relocations if move.changes_root]
    places = {_rest(move) for move in moves}
    settings = list(_SETTING.finditer(text, section.start, section.end))
    for place in sorted(places):
        yield from (_into_setting(path, text, match, place) for match in settings)
        if settings or not is_dockerfile(path):
            continue
        stages = list(WORKDIR.finditer(text, section.start, section.end))
        if not stages:
            yield Note(path, 0, f"this image needs its directory {place} on PYTHONPATH")
        for match in stages:
            if match[1] == stages[-1][1]:
                yield replace(path, text, match.end(), match.end(), f"\nENV PYTHONPATH={join(match[1], place)}")


def _rest(move: Relocation) -> str:
    return "/".join(parts_below(move.source, move.root))


def _into_setting(path: str, text: str, match: re.Match[str], place: str) -> Edit | Note:
    """Put a directory before the first entry of a PYTHONPATH, as one below that entry which shows the old root."""
    start, entries = match.start("value"), [entry for entry in match["value"].split(":") if entry]
    roots = [entry for entry in entries if entry.startswith("/") or entry in {".", "$PWD", "${PWD}", "$(pwd)"}]
    if not roots:
        line = text.count("\n", 0, start) + 1
        return Note(path, line, f"this PYTHONPATH needs {place} below the directory of the service, too")
    return replace(path, text, start, start, f"{normpath(join(min(roots, key=len), place))}:")


def extend_command(
    path: str, text: str, offset: int, move: Relocation, launches: Sequence[Launch]
) -> Iterator[Edit | Note]:
    """Yield what puts the new source root on the search path of the command in which a module is named at an offset."""
    start = _command(text, offset)
    words = text[start:offset]
    line = text.count("\n", 0, offset) + 1
    if re.search(r"\bdocker\b|\bkubectl\b|\bpodman\b", words):
        return
    cwd = _directory(path, text, start, line, move, launches)
    if cwd is None or _PROGRAM.search(words) is None:
        yield Note(path, line, f"this needs {move.source} on PYTHONPATH")
        return
    place = relpath(move.source, cwd)
    setting = _SETTING.search(text, start, offset)
    if setting is not None:
        yield replace(path, text, setting.start("value"), setting.start("value"), f"{place}:")
        return
    dollar = "$$" if re.search(r"(?:^|/)(?:GNU)?[Mm]akefile$|\.mk$", path) else "$"
    value = f"PYTHONPATH={place}{dollar}{{PYTHONPATH:+:{dollar}PYTHONPATH}} "
    yield replace(path, text, start, start, value)


def _command(text: str, offset: int) -> int:
    """Return where the simple command around an offset begins: a shell takes assignments there."""
    line = text.rfind("\n", 0, offset) + 1
    while line and text[:line].rstrip("\n").endswith("\\"):
        line = text.rfind("\n", 0, line - 1) + 1
    begun = _LINE_START.match(text, line)
    start = begun.end() if begun else line
    for match in _COMMAND_START.finditer(text, start, offset):
        start = match.end()
    return start


def _directory(path: str, text: str, start: int, line: int, move: Relocation, launches: Sequence[Launch]) -> str | None:
    """Return the working directory of a command, None if nothing says which it is."""
    seen = {
        launch.cwd
        for launch in launches
        for evidence in launch.evidence
        if (evidence.path, evidence.line) == (path, line) and move.root in launch.search_path
    }
    if len(seen) == 1:
        return seen.pop()
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if is_under(path, move.base) and move.base != ".":
        return move.root
    return move.root if re.search(rf"\bcd\s+(?:\S*/)?{re.escape(move.root)}\b", before) else None


def container_place(root: str, directory: str, path: str) -> str:
    """Return where something below a source root lies in a container, whose directory shows that root."""
    return normpath(child(directory, "/".join(parts_below(path, root))))
