"""Find what starts processes, most explicit first."""

from collections.abc import Mapping, Sequence

from importlint.model.facts import FileFacts
from importlint.model.launch import Launch
from importlint.model.root import SourceRoot
from importlint.resolve.launches.scripts import find_scripts
from importlint.resolve.search_path import PathIndex


def find_launches(
    facts: Mapping[str, FileFacts], roots: Sequence[SourceRoot], index: PathIndex
) -> tuple[Launch, ...]:
    """Return the launches of a project, by name; one that several places describe is returned once."""
    found: dict[tuple[str, str, tuple[str, ...]], Launch] = {}
    for launch in find_scripts(facts, roots, index):
        found.setdefault((launch.entry, launch.cwd, launch.search_path), launch)
    return tuple(sorted(found.values(), key=lambda launch: (launch.kind, launch.name)))
