"""Launches of the services in compose files: an image of the tree, or a foreign one with volumes."""

from collections.abc import Iterator

from importlint.model.launch import Launch
from importlint.patterns import regex
from importlint.resolve.launches.compose_services import read_services
from importlint.resolve.launches.containers import launches_in
from importlint.resolve.launches.known import Known

_NAME = regex(r"(?:docker-)?compose.*\.ya?ml")


def find(known: Known) -> Iterator[Launch]:
    """Yield them."""
    for name in known.metadata.names():
        for path in known.metadata.named(name) if _NAME.fullmatch(name) else ():
            for service in read_services(known, path):
                yield from launches_in(service.image, known, label=f"{path} ({service.name})", trail=service.trail)
