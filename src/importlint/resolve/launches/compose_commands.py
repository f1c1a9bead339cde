"""Commands that run something in a service of a compose file: `docker compose exec`, `docker compose run`.

https://docs.docker.com/reference/cli/docker/compose/exec/, https://docs.docker.com/reference/cli/docker/compose/run/
"""

from collections.abc import Iterator
from posixpath import join, normpath

from importlint.model.launch import Launch
from importlint.resolve.launches.compose_services import read_services
from importlint.resolve.launches.containers import launches_in
from importlint.resolve.launches.disk import Disk
from importlint.resolve.launches.image import Image, Program
from importlint.resolve.launches.shell import Shell, read_commands

_FILES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
_VALUED = frozenset(
    {"-f", "--file", "-p", "--project-name", "--profile", "--env-file", "--project-directory", "-e", "--env", "-u",
     "--user", "-w", "--workdir", "--index", "--entrypoint", "-v", "--volume", "--name", "-l", "--label", "--publish"}
)  # fmt: skip


def launches_in_services(text: str, shell: Shell, disk: Disk, path: str, line: int) -> Iterator[Launch]:
    """Yield what a shell text starts in services; it stands in the file `path` and begins at `line`."""
    if "compose" not in text:
        return
    for command in read_commands(text, shell):
        words = command.words[1:] if command.words[:2] == ("docker", "compose") else command.words
        if words[:1] in {("compose",), ("docker-compose",)} and command.shell.directory is not None:
            yield from _launches(words[1:], command.shell.directory, disk, (path, line + command.line))


def _launches(words: tuple[str | None, ...], directory: str, disk: Disk, place: tuple[str, int]) -> Iterator[Launch]:
    before, rest = _options(words)
    within, operands = _options(rest[1:])
    if rest[:1] not in {("exec",), ("run",)} or len(operands) < 2:
        return
    names = before["-f"][:1] if "-f" in before else before.get("--file", list(_FILES))
    found = (disk.file(normpath(join(directory, name))) for name in names if name is not None)
    compose = next((each for each in found if each is not None), None)
    for service in read_services(disk.known, compose) if compose is not None else ():
        if service.name == operands[0]:
            image = _begun(service.image, operands[1:], within, place, keeps_entrypoint=rest[0] == "run")
            yield from launches_in(image, disk.known, label=place[0], trail=service.trail)


def _begun(
    image: Image,
    words: tuple[str | None, ...],
    options: dict[str, list[str | None]],
    place: tuple[str, int],
    *,
    keeps_entrypoint: bool,
) -> Image:
    """Return an image that starts some words in place of its own command."""
    given = {name: value for name, _, value in (text.partition("=") for text in _known(options, "-e", "--env"))}
    where = next(iter(_known(options, "-w", "--workdir")), "")
    entrypoint = image.entrypoint if keeps_entrypoint and "--entrypoint" not in options else None
    return image._replace(
        entrypoint=entrypoint,
        command=Program(tuple("\0" if word is None else word for word in words), "", *place),
        directory=normpath(join(image.directory, where)) if where else image.directory,
        environment={**image.environment, **given},
        check=None,
    )


def _known(options: dict[str, list[str | None]], *names: str) -> list[str]:
    return [value for name in names for value in options.get(name, ()) if value is not None]


def _options(words: tuple[str | None, ...]) -> tuple[dict[str, list[str | None]], tuple[str | None, ...]]:
    """Return the options that some words begin with, and the other words."""
    options: dict[str, list[str | None]] = {}
    rest = list(words)
    while rest and (word := rest[0]) is not None and word.startswith("-"):
        rest.pop(0)
        name, equals, value = word.partition("=")
        given = value if equals else rest.pop(0) if name in _VALUED and rest else ""
        options.setdefault(name, []).append(given)
    return options, tuple(rest)
