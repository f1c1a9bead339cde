"""Launches in a container: what its image starts, or what is started in it instead."""

from collections.abc import Iterator

from importlint.model.launch import Launch
from importlint.resolve.launches.disk import Disk
from importlint.resolve.launches.image import Image, Program
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.launching import launch_of
from importlint.resolve.launches.programs import find_started_by_words
from importlint.resolve.launches.shell import Shell


def launches_in(
    image: Image, known: Known, *, label: str = "", trail: tuple[tuple[str, int], ...] = ()
) -> Iterator[Launch]:
    """Yield what a container of an image starts; an entry point takes the command's words as its own.

    label: what the launches are named after. trail: further files and lines that lead there.
    """
    disk = Disk(known=known, mounts=image.mounts)
    for words, program in _programs(image):
        shell = Shell(image.directory, image.environment)
        for started in find_started_by_words(words, shell, disk, program.path, program.line):
            launch = launch_of(
                started._replace(installed=(*image.installed, *started.installed), added=image.added),
                disk,
                label=label,
                trail=trail,
            )
            if launch is not None:
                yield launch


def _programs(image: Image) -> Iterator[tuple[tuple[str | None, ...], Program]]:
    """Yield the words that a container starts with, and those of its health check, each with where they stand."""
    entrypoint, command = image.entrypoint, image.command
    words: tuple[str, ...] = entrypoint.as_words() if entrypoint is not None else ()
    if command is not None and not (entrypoint is not None and entrypoint.text):
        words = (*words, *command.as_words())
    program = command or entrypoint
    if program is not None and words:
        yield _known(words), program
    if image.check is not None and image.check.as_words():
        yield _known(image.check.as_words()), image.check


def _known(words: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(None if "\0" in word else word for word in words)
