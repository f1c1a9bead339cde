"""What ends a cycle: which imports, and how to write each so that it no longer runs while modules are imported."""

from collections.abc import Iterable, Sequence

from importlint.graph.breaking import Break
from importlint.graph.import_graph import Edge
from importlint.model.facts import ImportStatement
from importlint.model.finding import Step
from importlint.model.fix import Fix
from importlint.model.names import join
from importlint.model.wording import code, count, listing
from importlint.remedies.statements import written

_FIXES_SHOWN = 3
_LINES_SHOWN = 12


def cycle_flow(edges: Iterable[Edge]) -> tuple[Step, ...]:
    """Return the edges of a cycle in words."""
    return tuple(Step(location=edge.location, message=_says(edge)) for edge in edges)


def _says(edge: Edge) -> str:
    when = f" when `{edge.statement.context.owner}` runs" if edge.timing == "deferred" else ""
    kind = {"lazy": " at first use", "type-only": " for type checkers only"}.get(edge.timing, when)
    what = f"takes {listing(edge.reads)} from" if edge.reads and edge.reads != ("*",) else "imports"
    why = " as a parent package" if edge.implicit else ""
    return f"{code(edge.importer.name)} {what} {code(edge.imported.name)}{why}{kind}"


def break_fixes(found: Break) -> tuple[Fix, ...]:
    """Return what to do with the imports whose change ends a cycle: all of them, then how to write the first few."""
    edges = found.imports
    shared = _move_out(edges)
    if shared is not None:
        return (shared,)
    ways = {written(edge.statement): _ways(edge) for edge in edges}
    how = tuple(Fix(title=f"Change {code(line)}", text=text) for line, text in list(ways.items())[:_FIXES_SHOWN])
    return (_overview(found), *how) if len(edges) > 1 else how


def _overview(found: Break) -> Fix:
    sure = " (no smaller set will do)" if found.smallest else ""
    return Fix(
        title=f"Change {count(len(found.imports), 'import')}{sure}",
        text="\n".join(_lines([f"{_place(edge)}: {written(edge.statement)}" for edge in found.imports])),
    )


def _move_out(edges: Sequence[Edge]) -> Fix | None:
    """Return how to move the names that several modules take from one into a module of their own, None for others."""
    names = sorted({name for edge in edges for name in edge.reads})
    source = edges[0].imported
    if len(edges) < 2 or "*" in names or not all(edge.reads and edge.imported == source for edge in edges):
        return None
    inside = any(edge.importer.name.startswith(f"{source.name}.") for edge in edges)
    module = join(source.name if inside else source.name.rpartition(".")[0], names[0].lower())
    moved = [f"{_place(edge)}: {written(edge.statement)}  ->  {written(_from(edge, module))}" for edge in edges]
    return Fix(
        title=f"Move {listing(names)} out of `{source.name}` into a module that imports none of these",
        text="\n".join((f"such as `{module}`, and then", *_lines(moved))),
    )


def _from(edge: Edge, module: str) -> ImportStatement:
    names = tuple(alias for alias in edge.statement.names if alias.name in edge.reads)
    return edge.statement._replace(module=module, level=0, names=names)


def _place(edge: Edge) -> str:
    return f"{edge.path}:{edge.statement.span.line}"


def _lines(lines: list[str]) -> list[str]:
    left = len(lines) - _LINES_SHOWN
    return [*lines[:_LINES_SHOWN], f"and {left} more"] if left > 0 else lines


def _ways(edge: Edge) -> str:
    """Return the ways to write one import of a cycle, the one that changes least first."""
    statement, module = edge.statement, edge.imported.name
    names = [alias for alias in statement.names if alias.name in edge.reads]
    ways = []
    if names and edge.reads != ("*",):
        uses = " and ".join(f"`{module}.{alias.name}`" for alias in names[:3])
        ways.append(f"import the module and take names from it when they are used: `import {module}`, then {uses}")
        ways.append(_type_only(statement))
    ways.append(f"defer it: `{written(statement)}` as the first line of the function that uses {_used(statement)}")
    return "\nor ".join(ways)


def _type_only(statement: ImportStatement) -> str:
    return (
        f"if only annotations use {_used(statement)}: `from __future__ import annotations` and "
        f"`if TYPE_CHECKING: {written(statement)}`"
    )


def _used(statement: ImportStatement) -> str:
    return listing([alias.asname or alias.name for alias in statement.names])


def closing_edge(edges: Sequence[Edge], found: Break) -> Edge:
    """Return the edge of a cycle to point at: one of those to change, else the first."""
    wanted = {edge.location for edge in found.imports}
    return next((edge for edge in edges if edge.location in wanted), edges[0])
