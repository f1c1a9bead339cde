"""All ways to rewrite the imports of one cycle, those that need no look at the uses of names first."""

from collections.abc import Iterator, Sequence

from importlint.graph.import_graph import Edge
from importlint.project import Project
from importlint.remedies.cycle_candidates import (
    Candidate,
    Rewriting,
    bound_name,
    can_be_rewritten,
    candidates_with_uses,
    simple_candidates,
)
from importlint.remedies.tried import text_of
from importlint.remedies.uses import ReadUses, Uses


def simple_ways(project: Project, edges: Sequence[Edge]) -> list[tuple[Edge, Candidate]]:
    """Return the ways to rewrite imports that take one look at their statements."""
    return [(edge, way) for edge in edges for at in _rewriting(project, edge) for way in simple_candidates(at)]


def other_ways(project: Project, edges: Sequence[Edge], characters: int) -> list[tuple[Edge, Candidate]]:
    """Return the ways that depend on where names are used; files are read until so many characters are.

    Without LibCST there are none.
    """
    try:
        from importlint.remedies.name_uses import read_uses  # noqa: PLC0415  (LibCST is optional, and slow to load)
    except ModuleNotFoundError as error:
        if error.name != "libcst":
            raise
        return []
    readers: dict[str, ReadUses | None] = {}
    found: list[tuple[Edge, Candidate]] = []
    for edge in edges:
        for at in _rewriting(project, edge) if not _is_read_by_others(project, edge) else ():
            if edge.path not in readers:
                text = "\n".join(at.lines)
                characters -= len(text)
                readers[edge.path] = read_uses(text) if characters >= 0 else None
            reader = readers[edge.path]
            uses = reader(edge.statement.span.line, at.bound) if reader is not None else None
            if uses is not None and _is_free(uses, at):
                with_uses = at._replace(uses=uses.uses, taken=uses.taken)
                found += ((edge, way) for way in candidates_with_uses(with_uses))
    return found


def _rewriting(project: Project, edge: Edge) -> Iterator[Rewriting]:
    """Yield what there is to know of an import, if it can be rewritten."""
    text = text_of(project, edge.path)
    head = can_be_rewritten(project, edge, text) if text is not None else None
    if text is not None and head is not None:
        yield Rewriting(project, edge, head, text.split("\n"), (), frozenset())


def _is_free(uses: Uses, at: Rewriting) -> bool:
    return not uses.rebound and uses.exported.isdisjoint(at.bound)


def _is_read_by_others(project: Project, edge: Edge) -> bool:
    """Return whether other modules take names from the importer that this statement binds there."""
    bound = {bound_name(alias) for alias in edge.statement.names}
    return any("*" in other.reads or not bound.isdisjoint(other.reads) for other in project.importers_of(edge.importer))
