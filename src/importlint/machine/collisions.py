"""Which launches are worth running: those in which one name can come to mean two files, or one file two names."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from importlint.model.facts import FileFacts
from importlint.model.launch import Launch
from importlint.model.root import Module
from importlint.resolve.directories import folder, is_under, upward
from importlint.resolve.launches.sight import modules_seen


class Collisions:
    """What decides it: which files change `sys.path` or `sys.modules`, and which names are contested.

    shadowing: the roots that have a name of a third party's package as well.
    """

    def __init__(
        self, facts: Mapping[str, FileFacts], contested: Mapping[str, Sequence[Module]], shadowing: Collection[str]
    ) -> None:
        """Note the directories below which something is changed."""
        self._contested = contested
        self._shadowing = frozenset(shadowing)
        editing = [path for path, found in facts.items() if found.path_edits or found.table_edits]
        self._editing = frozenset(editing)
        self._editing_below = frozenset(directory for path in editing for directory in upward(folder(path)))

    def may_happen_in(self, launch: Launch) -> bool:
        """Return whether a launch can see two roots of one name, or has files that change where names are found."""
        if any(path in self._editing for path in _own_files(launch)) or _names_twice(launch) or _nests(launch):
            return True
        if any(place in self._editing_below or place in self._shadowing for place in _directories(launch)):
            return True
        return any(len(modules_seen(launch, providers)) > 1 for providers in self._contested.values())


def _own_files(launch: Launch) -> Iterator[str]:
    yield launch.entry
    for load in launch.session.loads if launch.session is not None else ():
        yield load.path


def _names_twice(launch: Launch) -> bool:
    """Return whether a session imports two test modules under one name."""
    loads = launch.session.loads if launch.session is not None else ()
    return any(times > 1 for times in Counter(load.name for load in loads if not load.is_conftest).values())


def _nests(launch: Launch) -> bool:
    """Return whether one entry of the search path lies in another, so that a file there has two names."""
    path = dict.fromkeys(launch.search_path)
    return any(is_under(inner, outer) for outer in path for inner in path if inner != outer)


def _directories(launch: Launch) -> Iterable[str]:
    if launch.container is None:
        return launch.search_path
    return {folder(here) for _, here in launch.container.files}
