"""Launches that a shell text starts where the tree lies as it is."""

from collections.abc import Iterator

from importlint.model.launch import Launch
from importlint.resolve.launches.disk import Disk, host_disk
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.launching import launch_of
from importlint.resolve.launches.programs import find_started
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
    disk: Disk = host_disk(known)
    for started in find_started(text, shell, disk, path, line):
        launch = launch_of(started._replace(installed=(*installed, *started.installed)), disk, label=label)
        if launch is not None:
            yield launch
