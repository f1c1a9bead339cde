"""Launches that a shell text starts where the tree lies as it is, or in a service of a compose file."""

from collections.abc import Iterable, Iterator

from importlint.model.launch import Launch
from importlint.resolve.launches.compose_commands import launches_in_services
from importlint.resolve.launches.disk import Disk, host_disk
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.launching import launch_of
from importlint.resolve.launches.programs import Started, find_started, find_started_by_words
from importlint.resolve.launches.shell import Shell


def launches_on_host(
    text: str,
    shell: Shell,
    known: Known,
    path: str,
    line: int,
    *,
    label: str = "",
    installed: tuple[str, ...] = (),
) -> Iterator[Launch]:
    """Yield what a text starts that begins at a line of a file; label: what the launches are named after."""
    disk = host_disk(known)
    yield from _launches(find_started(text, shell, disk, path, line), disk, label, installed)
    yield from launches_in_services(text, shell, disk, path, line)


def launches_of_words(
    words: tuple[str | None, ...],
    shell: Shell,
    known: Known,
    path: str,
    line: int,
    *,
    label: str = "",
    installed: tuple[str, ...] = (),
) -> Iterator[Launch]:
    """Yield what a list of words starts that no shell reads, None for a word that is not known."""
    disk = host_disk(known)
    return _launches(find_started_by_words(words, shell, disk, path, line), disk, label, installed)


def _launches(found: Iterable[Started], disk: Disk, label: str, installed: tuple[str, ...]) -> Iterator[Launch]:
    for started in found:
        launch = launch_of(started._replace(installed=(*installed, *started.installed)), disk, label=label)
        if launch is not None:
            yield launch
