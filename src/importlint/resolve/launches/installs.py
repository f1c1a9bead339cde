"""Commands that install projects of the tree: `pip install -e`, `poetry install`, `uv sync`."""

from collections.abc import Iterator
from posixpath import join, normpath

from importlint.resolve.launches.shell import Command

_VALUED = frozenset({"-r", "--requirement", "-c", "--constraint", "-i", "--index-url", "--extra-index-url", "-t",
                     "--target", "--prefix", "-f", "--find-links", "--python"})  # fmt: skip
_WHOLE_PROJECT = (("poetry", "install"), ("uv", "sync"), ("pdm", "install"), ("pdm", "sync"), ("rye", "sync"))


def installed_places(command: Command) -> Iterator[str]:
    """Yield the absolute paths of the projects that a command installs."""
    words, directory = command.words, command.shell.directory
    if directory is None or None in words:
        return
    known = [word for word in words if word is not None]
    if tuple(known[:2]) in _WHOLE_PROJECT and "--no-root" not in known and "--no-install-project" not in known:
        yield directory
    elif "install" in known and "pip" in "".join(known[: known.index("install")]):
        for place in _operands(known[known.index("install") + 1 :]):
            yield normpath(join(directory, place))


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
