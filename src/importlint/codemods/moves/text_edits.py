"""Names and paths of what moves in text files: commands, volumes, COPY lines, settings of tools.

`app.main:app` changes where it names a module of the service that its part of the file speaks of; `./app` and
`services/pillars/app/data` where they lead to what moves; `/srv/app/core` where it is the place in the container of
something that moves.
"""

import re
from collections.abc import Iterator
from posixpath import join, normpath, relpath
from typing import NamedTuple

from importlint.codemods.moves.relocation import Relocation, Relocations
from importlint.codemods.moves.search_paths import WORKDIR, container_place, extend_command, extend_image
from importlint.codemods.moves.sections import Section, find_sections, is_dockerfile, is_told
from importlint.codemods.moves.texts import Texts, replace
from importlint.model.change import Note
from importlint.model.fix import Edit
from importlint.model.names import parents
from importlint.model.root import ModuleId, ModuleKind
from importlint.patterns import regex
from importlint.project import Project
from importlint.resolve.directories import folder, is_under, parts_below

_MODULE = regex(r"(?<![\w./@%-])([^\W\d]\w*(?:\.[^\W\d]\w*)*)(?::([^\W\d]\w*))?(?![\w/:-])")
_PATH = regex(r"(?<![\w.@%$}/~-])(?:/|\./)?[\w.-]+(?:/[\w.*-]+)*/?")
_NAMES_MODULE = regex(r"(?:-A|-m|--app|--cov|--pyargs|--source)[ =\"',]+$")
_RUNS_FILE = regex(r"python[\d.]*(?:[ \t]+|[\"'],[ \t]*[\"'])$")
_COPIES = regex(r"\s*(?:COPY|ADD)\b", re.IGNORECASE)
_WORKFLOW = regex(r"(?:.*/)?\.github/workflows/[^/]+|(?:.*/)?\.gitlab-ci\.yml")


class TextChange(NamedTuple):
    """What becomes of one text file."""

    edits: tuple[Edit, ...] = ()
    notes: tuple[Note, ...] = ()


def rewrite_text(project: Project, relocations: Relocations, path: str, texts: Texts) -> TextChange:
    """Return the edits of a file that starts programs or configures tools; nothing for other files."""
    if not is_told(path):
        return TextChange()
    text = texts.of(path)
    edits: list[Edit] = []
    notes: list[Note] = []
    for section in find_sections(project, relocations, path, text):
        reader = _Reader(project, relocations, path, text, section)
        edits.extend(reader.edits())
        found = (*reader.search_path(), *reader.notes())
        edits.extend(each for each in found if isinstance(each, Edit))
        notes.extend(each for each in found if isinstance(each, Note))
    return TextChange(tuple(edits), tuple(notes))


class _Reader:
    """Reads one part of a file."""

    def __init__(self, project: Project, relocations: Relocations, path: str, text: str, section: Section) -> None:
        self._project = project
        self._all = relocations
        self._moves = section.relocations
        self._path = path
        self._text = text
        self._section = section
        self._done: list[tuple[int, int]] = []
        self._named: list[tuple[int, Relocation]] = []
        self._containers = tuple(dict.fromkeys(self._container_roots())) if section.is_container else ()

    def edits(self) -> Iterator[Edit]:
        """Yield the edits of names, then those of paths that are no part of one."""
        for match in _MODULE.finditer(self._text, self._section.start, self._section.end):
            move = None if self._is_comment(match.start()) else self._module(match)
            if move is not None:
                self._named.append((match.start(), move))
                yield self._replaced(match.start(), match.start() + len(move.id.name), move.name)
        for match in _PATH.finditer(self._text, self._section.start, self._section.end):
            passed = self._is_done(match.start()) or self._is_comment(match.start())
            script = None if passed else self._script(match)
            place = None if passed or script is not None else self._new_path(match)
            if script is not None:
                self._named.append((match.start(), script))
                yield self._replaced(match.start(), match.end(), self._as_module(match, script))
            elif place is not None:
                yield self._replaced(match.start(), match.end(), place)

    def search_path(self) -> Iterator[Edit | Note]:
        """Yield what puts the new source root on the search path of what this part starts."""
        if self._section.is_container:
            yield from extend_image(self._path, self._text, self._section)
        elif not self._path.endswith((".ini", ".cfg", ".toml", ".conf")) and not _is_deployed(self._path):
            for offset, move in self._named:
                if move.changes_root:
                    yield from extend_command(self._path, self._text, offset, move, self._project.launches)

    def notes(self) -> Iterator[Note]:
        """Yield a note for each line with the name of something that moves, of which nobody knows which is meant."""
        if self._moves:
            return
        for match in _MODULE.finditer(self._text, self._section.start, self._section.end):
            having = [move for move in self._all if self._names(move, match)]
            if having and match[1] != having[0].id.name:
                line = self._text.count("\n", 0, match.start()) + 1
                yield Note(self._path, line, f"`{match[0]}` is left as it is: {len(having)} of what moves have this")

    def _replaced(self, start: int, end: int, replacement: str) -> Edit:
        self._done.append((start, end))
        return replace(self._path, self._text, start, end, replacement)

    def _is_comment(self, offset: int) -> bool:
        """Return whether a line outside of what moves is a comment: it may speak of something else than its part."""
        line = self._text.rfind("\n", 0, offset) + 1
        inside = any(is_under(self._path, move.base) for move in self._moves if move.base != ".")
        return not inside and self._text[line:offset].lstrip().startswith("#")

    def _is_done(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self._done)

    def _module(self, match: re.Match[str]) -> Relocation | None:
        """Return what moves the module that a word names; a word without a dot has to stand where modules do."""
        having = [move for move in self._moves if self._names(move, match)]
        if not having or (match[1] == having[0].id.name and not match[2] and not self._stands_for_module(match)):
            return None
        return having[0]

    def _stands_for_module(self, match: re.Match[str]) -> bool:
        return _NAMES_MODULE.search(self._text, max(0, match.start() - 20), match.start()) is not None

    def _names(self, move: Relocation, match: re.Match[str]) -> bool:
        """Return whether a word is the name of something in what moves: a module, and what it defines."""
        name, index = match[1], self._project.index
        if name != move.id.name and not name.startswith(f"{move.id.name}."):
            return False
        prefix = next(each for each in (name, *reversed(parents(name))) if index.find_dotted(each, [move.root]))
        rest = name[len(prefix) + 1 :].partition(".")[0]
        module = self._project.modules.get(ModuleId(move.root, prefix))
        if module is None or (rest and module.kind is ModuleKind.NAMESPACE):
            return not rest
        return all(not self._project.names.lacks(module.id, each) for each in (rest, match[2]) if each)

    def _script(self, match: re.Match[str]) -> Relocation | None:
        """Return the module that moves and that Python is told to run by its file name, in the directory of that."""
        file = match[0].removeprefix("./")
        names = (move for move in self._moves if move.is_file and file == "/".join(parts_below(move.path, move.root)))
        runs = _RUNS_FILE.search(self._text, max(0, match.start() - 20), match.start())
        return next(names, None) if runs is not None else None

    def _as_module(self, match: re.Match[str], move: Relocation) -> str:
        """Return how Python is told to run it as a module: the working directory stays on the search path."""
        quote = self._text[match.start() - 1]
        return f"-m{quote}, {quote}{move.name}" if quote in "\"'" else f"-m {move.name}"

    def _new_path(self, match: re.Match[str]) -> str | None:
        """Return what a path becomes, None if it leads to nothing that moves."""
        old = match[0]
        if old.startswith("/"):
            return self._in_container(old.rstrip("/"), old) if self._is_shown(match) else None
        if "/" not in old and not self._is_copied(match):
            return None
        for base in self._bases():
            place = normpath(join(base, old.partition("*")[0]))
            move = self._all.around(place)
            if move is not None and move in (self._moves or self._all) and self._exists(place):
                return _like(old, relpath(self._all.moved(place), base))
        return self._target(match) if self._is_copied(match) else None

    def _bases(self) -> tuple[str, ...]:
        """Return the directories that a relative path may start from, the likeliest first."""
        own = [move.root for move in self._moves] + [move.base for move in self._moves]
        inside = [base for base in own if is_under(self._path, base)]
        return tuple(dict.fromkeys((*inside, folder(self._path), ".", *own)))

    def _exists(self, place: str) -> bool:
        return self._project.index.is_directory(place) or place in self._project.tree.files

    def _is_copied(self, match: re.Match[str]) -> bool:
        line = self._text.rfind("\n", 0, match.start()) + 1
        return self._section.is_container and _COPIES.match(self._text, line) is not None

    def _target(self, match: re.Match[str]) -> str | None:
        """Return where a COPY line puts a moved directory, given relative to the working directory."""
        for move in self._moves:
            rest = "/".join(parts_below(move.path, move.root))
            place = normpath(match[0])
            if self._containers and is_under(place, rest):
                return _like(match[0], "/".join(parts_below(move.target, move.root)) + place[len(rest) :])
        return None

    def _is_shown(self, match: re.Match[str]) -> bool:
        """Return whether a place in the container is no target of a volume, or the target of one that moves."""
        before = re.search(r"([\w./-]+):$", self._text[self._text.rfind("\n", 0, match.start()) + 1 : match.start()])
        return before is None or self._all.around(normpath(join(folder(self._path), before[1]))) in self._moves

    def _in_container(self, place: str, old: str) -> str | None:
        for root in self._containers:
            for move in self._moves:
                was = container_place(move.root, root, move.path)
                if is_under(place, was):
                    new = container_place(move.root, root, move.target)
                    return new + place[len(was) :] + ("/" if old.endswith("/") else "")
        return None

    def _container_roots(self) -> Iterator[str]:
        """Yield the directories of the container in which the old source root lies, as far as the part says."""
        text = self._text[self._section.start : self._section.end]
        if is_dockerfile(self._path):
            yield from (match[1].rstrip("/") or "/" for match in WORKDIR.finditer(text))
        for match in re.finditer(r"(?<![\w.-])([\w./-]+):(/[\w./-]+)", text):
            source = normpath(join(folder(self._path), match[1]))
            for move in self._moves:
                rest = "/" + "/".join(parts_below(source, move.root)) if is_under(source, move.root) else None
                if rest == "/":
                    yield match[2].rstrip("/") or "/"
                elif rest is not None and match[2].rstrip("/").endswith(rest):
                    yield match[2].rstrip("/").removesuffix(rest) or "/"


def _is_deployed(path: str) -> bool:
    """Return whether a YAML file speaks of containers, which have the search path of their image."""
    return path.endswith((".yml", ".yaml")) and not _WORKFLOW.fullmatch(path)


def _like(old: str, new: str) -> str:
    """Write a path as another one is written: with `./` before it, with a slash after it."""
    return ("./" if old.startswith("./") else "") + new + ("/" if old.endswith("/") and not new.endswith("/") else "")
