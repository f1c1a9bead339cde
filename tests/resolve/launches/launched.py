"""Launches for tests, without a disk."""

from collections.abc import Mapping

from importlint.model.launch import Launch
from tests.projects import project_from


def launches_of(files: Mapping[str, str]) -> dict[str, Launch]:
    """Return the launches of a tree by name."""
    return {launch.name: launch for launch in project_from(files).launches}
