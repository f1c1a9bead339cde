"""Which files can come to import others, in however many steps."""

from collections import defaultdict
from collections.abc import Iterable

from importlint.graph.import_graph import ImportGraph


class Reach:
    """The imports of a graph, turned round and told by files, whenever they run."""

    def __init__(self, graph: ImportGraph) -> None:
        """Note who imports each file."""
        importers: defaultdict[str, set[str]] = defaultdict(set)
        for edge in graph.edges:
            importers[graph.modules[edge.imported].path].add(edge.path)
        self._importers = importers

    def files_reaching(self, files: Iterable[str]) -> frozenset[str]:
        """Return the files from which some of these can be reached, themselves included."""
        found = set(files)
        waiting = list(found)
        while waiting:
            new = self._importers.get(waiting.pop(), set()) - found
            found |= new
            waiting.extend(new)
        return frozenset(found)
