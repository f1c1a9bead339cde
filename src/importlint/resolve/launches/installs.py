"""Commands that install projects of the tree: `pip install -e`, `pip install -r`, `poetry install`, `uv sync`."""

from collections.abc import Iterator
from posixpath import join, normpath

from importlint.resolve.launches.disk import Disk, folder_on
from importlint.resolve.launches.shell import Command

_VALUED = frozenset({"-r", "--requirement", "-c", "--constraint", "-i", "--index-url", "--extra-index-url", "-t",
                     "--target", "--prefix", "-f", "--find-links", "--python"})  # fmt: skip
_FILES = frozenset({"-r", "--requirement"})
_MAX_FILES = 5
_WHOLE_PROJECT = (("poetry", "install"), ("uv", "sync"), ("pdm", "install"), ("pdm", "sync"), ("rye", "sync"))


def installed_places(command: Command, disk: Disk) -> Iterator[str]:
    """Yield the absolute paths of the projects that a command installs, those that requirements files list included."""
    words, directory = command.words, command.shell.directory
    if directory is None or None in words:
        return
    known = [word for word in words if word is not None]
    if tuple(known[:2]) in _WHOLE_PROJECT and "--no-root" not in known and "--no-install-project" not in known:
        yield directory
    elif "install" in known and "pip" in "".join(known[: known.index("install")]):
        arguments = known[known.index("install") + 1 :]
        files = [normpath(join(directory, place)) for place in _values(arguments, _FILES)]
        for place in (*_operands(arguments), *(line for file in files for line in _listed(file, disk, _MAX_FILES))):
            yield normpath(join(directory, place))


def _values(words: list[str], options: frozenset[str]) -> Iterator[str]:
    for number, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in options and (equals or number + 1 < len(words)):
            yield value if equals else words[number + 1]


def _listed(file: str, disk: Disk, depth: int) -> Iterator[str]:
    """Yield the local projects that a requirements file lists; they are relative to the working directory."""
    path = disk.file(file)
    for line in disk.known.metadata.text(path).splitlines() if path and depth else ():
        words = line.partition(" #")[0].split()
        yield from _operands(words[:2])
        for included in _values(words, _FILES):
            yield from _listed(normpath(join(folder_on(file), included)), disk, depth - 1)


def _operands(words: list[str]) -> Iterator[str]:
    before = ""
    for word in words:
        editable = word.partition("=")[2] if word.startswith("--editable=") else ""
        is_place = word.startswith((".", "/")) or (before in {"-e", "--editable"} and not word.startswith("-"))
        if editable or (is_place and before not in _VALUED):
            place = (editable or word).partition("[")[0].removeprefix("file://")
            if "://" not in place and not place.endswith((".whl", ".gz", ".txt")):
                yield place
        before = word
