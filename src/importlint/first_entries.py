"""Which modules of the cycles the machine imports first: all, or the likeliest of a cycle too large for that."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from importlint.graph.cycles import Cycle
from importlint.graph.import_graph import ImportGraph
from importlint.model.root import ModuleId

# Each first import of a cycle's module executes the bodies of all others: what one cycle may cost.
_MOST_BODIES: Final = 50_000


def first_entries(graph: ImportGraph, cycles: Iterable[Cycle]) -> Iterator[ModuleId]:
    """Yield the modules to import first.

    Of a cycle of more than 223 modules only some are tried: at first those that modules outside of it import, for there
    processes come in. Of the others nothing is known.
    """
    for cycle in cycles:
        members = set(cycle.modules)
        by_likelihood = sorted(cycle.modules, key=lambda module: (not _is_way_in(graph, module, members), module))
        yield from islice(by_likelihood, max(1, _MOST_BODIES // len(members)))


def _is_way_in(graph: ImportGraph, module: ModuleId, members: set[ModuleId]) -> bool:
    return any(edge.on_import and edge.importer not in members for edge in graph.importers_of(module))
