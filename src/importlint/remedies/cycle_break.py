"""What ends a cycle: which imports, and how to write each so that it no longer runs while modules are imported."""

from collections.abc import Iterable, Sequence

from importlint.graph.breaking import Break
from importlint.graph.import_graph import Edge
from importlint.model.facts import ImportStatement
from importlint.model.finding import Step
from importlint.model.fix import Fix
from importlint.model.wording import code, count, listing
from importlint.remedies.statements import written

_FIXES_SHOWN = 3


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
    """Return one fix that names all imports to change, then how to write each of the first few."""
    edges = found.imports
    imports = count(len(edges), "import")
    sure = "no smaller set will do" if found.smallest and len(edges) > 1 else ""
    lines = [f"{edge.path}:{edge.statement.span.line}: {written(edge.statement)}" for edge in edges[: 4 * _FIXES_SHOWN]]
    lines += [f"and {len(edges) - len(lines)} more"] if len(edges) > len(lines) else []
    overview = Fix(title=f"Change {imports}{f' ({sure})' if sure else ''}", text="\n".join(lines))
    ways = tuple(Fix(title=f"How: {code(written(edge.statement))}", text=_ways(edge)) for edge in edges[:_FIXES_SHOWN])
    return (overview, *ways) if len(edges) > 1 else ways


def _ways(edge: Edge) -> str:
    """Return the ways to write one import of a cycle, the one that changes least first."""
    statement, module = edge.statement, edge.imported.name
    names = [alias for alias in statement.names if alias.name in edge.reads]
    ways = []
    if names and edge.reads != ("*",):
        uses = " and ".join(f"`{module}.{alias.name}`" for alias in names[:3])
        ways.append(f"import the module and take names from it when they are used: `import {module}`, then {uses}")
        ways.append(_type_only(statement))
    ways.append(f"or defer it: `{written(statement)}` as the first line of the function that uses {_used(statement)}")
    return "\n".join(ways)


def _type_only(statement: ImportStatement) -> str:
    return (
        f"or, if only annotations use {_used(statement)}: `from __future__ import annotations` and "
        f"`if TYPE_CHECKING: {written(statement)}`"
    )


def _used(statement: ImportStatement) -> str:
    return listing([alias.asname or alias.name for alias in statement.names])


def closing_edge(edges: Sequence[Edge], found: Break) -> Edge:
    """Return the edge of a cycle to point at: one of those to change, else the first."""
    wanted = {edge.location for edge in found.imports}
    return next((edge for edge in edges if edge.location in wanted), edges[0])
