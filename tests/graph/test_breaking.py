"""The smallest set of imports whose removal breaks a cycle."""

from itertools import combinations
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from importlint.graph.breaking import find_break
from importlint.graph.components import strongly_connected
from importlint.graph.cycles import Cycle
from importlint.graph.import_graph import Edge
from importlint.model.location import Location
from tests.graph.graphs import cycles_of, lines

MODULE = st.integers(min_value=0, max_value=4)


def modules_from(imports: set[tuple[int, int]]) -> dict[str, str]:
    """Return modules with one statement for each import."""
    texts = {f"m{number}": "" for number in range(5)}
    for importer, imported in sorted(imports):
        texts[f"m{importer}"] += f"import m{imported}\n"
    return texts


def is_broken(cycle: Cycle, removed: set[Location]) -> bool:
    left = [edge for edge in cycle.edges if edge.location not in removed]
    successors: dict[object, list[object]] = {}
    for edge in left:
        successors.setdefault(edge.importer, []).append(edge.imported)
    loops = any(edge.importer == edge.imported for edge in left)
    return not loops and all(len(component) == 1 for component in strongly_connected(successors))


def smallest_size(cycle: Cycle) -> int:
    statements = sorted({edge.location for edge in cycle.edges})
    return next(
        size
        for size in range(len(statements) + 1)
        if any(is_broken(cycle, set(chosen)) for chosen in combinations(statements, size))
    )


@given(st.sets(st.tuples(MODULE, MODULE), max_size=12))
@settings(deadline=None, max_examples=60)
def test_it_is_as_small_as_trying_all_sets_finds(imports: set[tuple[int, int]]) -> None:
    for cycle in cycles_of(modules_from(imports)):
        found = find_break(cycle)
        assert found.smallest
        assert is_broken(cycle, {edge.location for edge in found.imports})
        assert len(found.imports) == smallest_size(cycle)


def test_one_import_that_closes_many_cycles_is_found() -> None:
    modules = {f"m{number}": "import hub\n" for number in range(6)}
    start = "".join(f"import {name}\n" for name in modules)
    (cycle,) = cycles_of({"hub": "import start\n", "start": start, **modules})
    found = find_break(cycle)
    assert lines(found.imports) == ["hub -> start"]
    assert found.smallest


def test_what_one_statement_imports_goes_together() -> None:
    (cycle,) = cycles_of({"a": "import b, c\n", "b": "import a\n", "c": "import a\n"})
    found = find_break(cycle)
    assert [edge.location.path for edge in found.imports] == ["a.py"]
    assert found.smallest


def test_a_large_tangle_gets_a_good_answer_in_little_time() -> None:
    size, step = 300, 7
    texts = {
        f"m{number:03}": "".join(f"import m{(number * step + offset * offset) % size:03}\n" for offset in range(1, 7))
        for number in range(size)
    }
    cycle = max(cycles_of(texts), key=lambda cycle: len(cycle.modules))
    started = process_time()
    found = find_break(cycle)
    assert process_time() - started < 5
    assert not found.smallest
    removed: set[Location] = {edge.location for edge in found.imports}
    assert is_broken(cycle, removed)
    assert len(removed) < len(cycle.edges) / 2
    unneeded: list[Edge] = [edge for edge in found.imports if is_broken(cycle, removed - {edge.location})]
    assert unneeded == []
