"""Read a Dockerfile: what each stage's disk shows of the tree, its environment, and the program that it starts.

https://docs.docker.com/reference/dockerfile/
"""

import fnmatch
import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from typing import NamedTuple

from importlint.patterns import regex
from importlint.resolve.directories import child, inside
from importlint.resolve.launches.disk import Disk, Mount, folder_on, showing
from importlint.resolve.launches.disk_commands import after_commands
from importlint.resolve.launches.dockerignore import read_ignored
from importlint.resolve.launches.installs import installed_places
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.shell import Shell, assign, expand, read_commands, value_of
from importlint.resolve.launches.shell_words import split_words
from importlint.resolve.patterns import expand as expand_directories

_INSTRUCTION = regex(r"\s*(FROM|WORKDIR|COPY|ADD|ENV|ARG|CMD|ENTRYPOINT|RUN|HEALTHCHECK)\s+", re.IGNORECASE)
_CHECK = regex(r"(?:--\S+\s+)*CMD\s+(.+)", re.DOTALL)
_HEREDOC = regex(r"<<-?[\"']?(\w+)[\"']?")
# `echo /app/libs > /usr/lib/python3.12/site-packages/x.pth` (CPython: Lib/site.py, `addpackage`).
_PATH_FILE = regex(r"""(?:echo|printf)\s+["']?(/[\w./-]*)["']?\s*>>?\s*[^|&;]*\.pth\b""")
_LIST = regex(r"\[\s*(?:\"(?:[^\"\\]|\\.)*\"\s*(?:,\s*\"(?:[^\"\\]|\\.)*\"\s*)*)?\]\s*")


class Program(NamedTuple):
    """What a container starts: words (exec form) or a text for `/bin/sh -c` (shell form), and where it is written."""

    words: tuple[str, ...]
    text: str
    path: str
    line: int

    def as_words(self) -> tuple[str, ...]:
        """Return the words that start it."""
        return self.words if not self.text else ("/bin/sh", "-c", self.text)


class Image(NamedTuple):
    """A stage: its mounts, working directory, environment, programs, and the places that pip has installed.

    added: the directories that `.pth` files of its environment name. check: what tells whether a container is healthy.
    """

    name: str = ""
    mounts: tuple[Mount, ...] = ()
    directory: str = "/"
    environment: Mapping[str, str | None] = {}
    entrypoint: Program | None = None
    command: Program | None = None
    installed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    check: Program | None = None


def read_images(known: Known, path: str, context: str) -> list[Image]:
    """Return the stages of a Dockerfile that is built with a directory of the tree as its context."""
    images: list[Image] = []
    arguments = Shell("/", {})
    for line, instruction, rest in _instructions(known.metadata.text(path)):
        if instruction == "FROM":
            images.append(_from(rest, images, arguments))
        elif not images:
            arguments = assign(rest, arguments) if instruction == "ARG" else arguments
        else:
            reader = _Reader(known, path, context, images[:-1])
            images[-1] = reader.read(images[-1], instruction, rest, line)
    return images


def copied(known: Known, path: str) -> Iterator[str]:
    """Yield what a Dockerfile copies from its context."""
    for _, instruction, rest in _instructions(known.metadata.text(path)):
        if instruction in {"COPY", "ADD"} and "--from" not in rest:
            words = _words(rest, Shell("/", {}))
            yield from (word for word in words[:-1] if word and "://" not in word)


def _instructions(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, name and arguments of each instruction; comments between continued lines are left out."""
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        begun, number = number + 1, number + 1
        found = _INSTRUCTION.match(lines[begun - 1])
        pieces = [lines[begun - 1]]
        while pieces[-1].rstrip().endswith("\\") and number < len(lines):
            pieces[-1] = pieces[-1].rstrip()[:-1]
            while number < len(lines) and lines[number].lstrip().startswith("#"):
                number += 1
            pieces.extend(lines[number : number + 1])
            number += 1
        heredoc = _HEREDOC.search(pieces[0]) if found else None
        if heredoc is not None and heredoc[1] in (rest := [line.strip() for line in lines[number:]]):
            number += rest.index(heredoc[1]) + 1
        elif found is not None:
            yield begun, found[1].upper(), " ".join(pieces)[found.end() :].strip()


def _from(rest: str, images: list[Image], arguments: Shell) -> Image:
    words = [word for word in _words(rest, arguments) if word is None or not word.startswith("--")]
    name = (words[2] or "") if len(words) == 3 else ""
    base = next((image for image in reversed(images) if image.name and image.name == words[:1][0]), Image())
    return base._replace(name=name)


class _Reader(NamedTuple):
    """The place of an instruction: its file, the context that it copies from, and the stages before its own."""

    known: Known
    path: str
    context: str
    images: list[Image]

    def read(self, image: Image, instruction: str, rest: str, line: int) -> Image:
        """Return the stage after an instruction."""
        shell = Shell(image.directory, image.environment)
        if instruction == "WORKDIR":
            place = expand(rest.strip("\"'"), shell)
            return image._replace(directory=normpath(join(image.directory, place)) if place else "/?")
        if instruction in {"ENV", "ARG"}:
            text = rest if "=" in rest.partition(" ")[0] or instruction == "ARG" else "{}={}".format(*_pair(rest))
            return image._replace(environment=assign(text, shell).variables)
        if instruction in {"COPY", "ADD"}:
            mounts = tuple(self._mounts(image, rest, shell))
            return image._replace(mounts=(*image.mounts, *mounts), added=(*image.added, *self._added(mounts)))
        if instruction == "RUN":
            commands = tuple(read_commands(rest, shell))
            disk = Disk(known=self.known, mounts=image.mounts)
            return image._replace(
                added=(*image.added, *(match[1] for match in _PATH_FILE.finditer(rest))),
                installed=(*image.installed, *(place for each in commands for place in installed_places(each, disk))),
                mounts=after_commands(commands, rest, image.mounts),
            )
        if instruction == "HEALTHCHECK":
            command = _CHECK.match(rest)
            return image._replace(check=_program(command[1], self.path, line) if command is not None else None)
        program = _program(rest, self.path, line)
        if instruction == "CMD":
            return image._replace(command=program)
        return image._replace(entrypoint=program, command=None)

    def _mounts(self, image: Image, rest: str, shell: Shell) -> Iterator[Mount]:
        flags = [word for word in rest.split() if word.startswith("--")]
        words = [word for word in _words(rest, shell) if word is None or not word.startswith("--")]
        if len(words) < 2 or words[-1] is None:
            yield Mount(image.directory, None)
            return
        origin = next((flag.partition("=")[2] for flag in flags if flag.startswith("--from=")), None)
        target = normpath(join(image.directory, words[-1]))
        many = len(words) > 2 or words[-1].endswith(("/", ".")) or target == image.directory
        for word in words[:-1]:
            if word is None:
                yield Mount(target, None)
            elif origin is not None:
                yield from self._from_stage(origin, word, target)
            elif "://" not in word:
                yield from self._from_context(word, target, many=many)

    def _added(self, mounts: tuple[Mount, ...]) -> Iterator[str]:
        """Yield what the `.pth` files name that are copied into an environment."""
        for mount in mounts:
            if mount.source and mount.source.endswith(".pth") and mount.target.rpartition("/")[0].endswith("-packages"):
                lines = map(str.strip, self.known.metadata.text(mount.source).splitlines())
                yield from (normpath(join(folder_on(mount.target), line)) for line in lines if _is_directory(line))

    def _from_stage(self, origin: str, word: str, target: str) -> Iterator[Mount]:
        numbered = self.images[int(origin)] if origin.isdigit() and int(origin) < len(self.images) else None
        stage = next((image for image in reversed(self.images) if image.name == origin), numbered)
        place = normpath(join("/", word))
        if stage is None:
            yield Mount(target, None)
            return
        yield from showing(stage.mounts, place, target)

    def _from_context(self, word: str, target: str, *, many: bool) -> Iterator[Mount]:
        index, metadata = self.known.index, self.known.metadata
        ignored = read_ignored(metadata, self.path, self.context)
        for source in _matching(self.known, self.context, word):
            if index.is_directory(source):
                yield Mount(target, source, ignored=ignored)
            elif metadata.exists(source) and not ignored.covers(source):
                yield Mount(join(target, source.rpartition("/")[2]) if many else target, source)


def _is_directory(line: str) -> bool:
    return bool(line) and not line.startswith(("#", "import ", "import\t"))


def _matching(known: Known, context: str, word: str) -> tuple[str, ...]:
    """Return the files and directories of the tree that a source of COPY names."""
    source = inside(context, word.lstrip("/") or ".")
    if source is None:
        return ()
    if not re.search(r"[*?\[]", source):
        return (source,)
    above, _, last = source.rpartition("/")
    return tuple(
        place
        for directory in expand_directories(known.index, ".", above)
        for place in (*known.metadata.files_in(directory), *_directories(known, directory))
        if fnmatch.fnmatchcase(place.rpartition("/")[2], last)
    )


def _directories(known: Known, directory: str) -> Iterator[str]:
    return (child(directory, name) for name in known.index.directories(directory))


def _program(rest: str, path: str, line: int) -> Program:
    if _LIST.fullmatch(rest):
        import json  # noqa: PLC0415  (few trees have a Dockerfile, and start-up time counts)

        try:
            return Program(tuple(json.loads(rest)), "", path, line)
        except ValueError:
            pass
    return Program((), rest, path, line)


def _pair(rest: str) -> tuple[str, str]:
    name, _, value = rest.partition(" ")
    value = value.strip()
    return name, value if value.startswith(('"', "'")) else f'"{value}"'


def _words(rest: str, shell: Shell) -> list[str | None]:
    if _LIST.fullmatch(re.sub(r"^(?:--\S+\s+)*", "", rest)):
        return [expand(word, shell) for word in re.findall(r"\"((?:[^\"\\]|\\.)*)\"", rest)]
    return [value_of(token, shell) for token in split_words(rest) if not token.operator]
