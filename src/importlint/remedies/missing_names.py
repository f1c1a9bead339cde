"""Names that an import takes from a module which does not define them, and what to write instead."""

from collections.abc import Collection, Iterable, Iterator

from importlint.graph.import_graph import Edge
from importlint.model.facts import Timing
from importlint.model.finding import Finding, Step
from importlint.model.fix import Applicability, Edit, Fix
from importlint.model.launch import LaunchKind
from importlint.model.location import Location, file_location
from importlint.model.names import top_level
from importlint.model.roles import is_test
from importlint.model.root import Module, ModuleId
from importlint.model.rule import RuleInfo, Severity
from importlint.model.wording import code, listing
from importlint.project import Project
from importlint.remedies.rewritten import rewritten
from importlint.remedies.statements import written
from importlint.resolve.directories import folder, is_under
from importlint.resolve.providers import is_well_known

_PLACES_SHOWN = 3


def find_missing(project: Project, timings: Collection[Timing]) -> Iterator[tuple[Edge, tuple[str, ...]]]:
    """Yield the edges of some timings that read names which are certainly not there, each statement once."""
    reading = [edge for edge in project.graph.edges if edge.reads and edge.timing in timings]
    lacking = _lacking(project, reading)
    seen: set[Location] = set()
    for edge in reading if lacking else ():
        missing = tuple(name for name in edge.reads if (edge.imported, name) in lacking)
        # Of a name that a dependency has as well it is not known here which of the two packages a process has.
        if missing and edge.location not in seen and not _may_mean_dependency(project, edge):
            seen.add(edge.location)
            yield edge, missing


def _lacking(project: Project, edges: Iterable[Edge]) -> frozenset[tuple[ModuleId, str]]:
    """Return which names that edges read their modules certainly lack; many edges read the same."""
    asked: dict[ModuleId, dict[str, None]] = {}
    for edge in edges:
        asked.setdefault(edge.imported, {}).update(dict.fromkeys(edge.reads))
    return frozenset(
        (module, name)
        for module, names in asked.items()
        for name in names
        if name != "*" and project.names.lacks(module, name)
    )


def _may_mean_dependency(project: Project, edge: Edge) -> bool:
    name = edge.imported.name
    if edge.assumed and is_test(project.modules[edge.imported].path):
        return True  # A stand-in that tests have for it.
    if project.resolver.is_declared(edge.importer.root, name) or is_run_by_alembic(project, edge):
        return True
    return is_well_known(name) and top_level(name) != top_level(edge.importer.name)


def is_run_by_alembic(project: Project, edge: Edge) -> bool:
    """Return whether an import of `alembic` stands beside an `env.py`: who runs that has loaded the real one."""
    return top_level(edge.imported.name) == "alembic" and any(
        launch.kind is LaunchKind.ALEMBIC and is_under(edge.path, folder(launch.entry)) for launch in project.launches
    )


def missing_finding(
    project: Project, rule: RuleInfo, edge: Edge, missing: tuple[str, ...], severity: Severity
) -> Finding:
    """Make the finding for names that an import takes and that are not there."""
    module = project.modules[edge.imported]
    verb = "is" if len(missing) == 1 else "are"
    when = f" when `{edge.statement.context.owner}` is called" if edge.timing is Timing.DEFERRED else ""
    hidden = "; a handler hides the ImportError" if edge.guarded else ""
    fails = f", so this import fails{when}" if not edge.guarded else ""
    return Finding(
        rule=rule.name,
        severity=severity,
        message=f"{listing(missing)} {verb} not defined in {code(edge.imported.name)}{fails}{hidden}",
        location=edge.location,
        subject=(edge.importer.name, edge.imported.name, *missing),
        related=(Step(location=file_location(module.path), message=f"{code(edge.imported.name)} is this file"),),
        fixes=(_fix(project, edge, module, missing),),
    )


def _fix(project: Project, edge: Edge, module: Module, missing: tuple[str, ...]) -> Fix:
    """Return where the rest of the project takes the names from, or what is left to do."""
    elsewhere = {
        f"{other.path}:{other.statement.span.line}: {written(other.statement)}": None
        for name in missing
        for other in project.names.takers(name)[:_PLACES_SHOWN]
    }
    if elsewhere:
        edits = _taken_from_there(project, edge, missing)
        return Fix(
            title=f"Import {listing(missing)} from where it is defined",
            applicability=Applicability.UNSAFE if edits else Applicability.MANUAL,
            text="\n".join(("as here:", *list(elsewhere)[:_PLACES_SHOWN])),
            edits=edits,
        )
    return Fix(
        title="Correct the name",
        text=f"define {listing(missing)} in {module.path}, or correct {edge.path}:{edge.statement.span.line}: "
        f"`{written(edge.statement)}`",
    )


def _taken_from_there(project: Project, edge: Edge, missing: tuple[str, ...]) -> tuple[Edit, ...]:
    """Return the edit that takes all names of a statement from the one module that others take them from."""
    modules = {other.imported for name in missing for other in project.names.takers(name)}
    names = {alias.name for alias in edge.statement.names}
    if len(modules) != 1 or names != set(missing) or edge.timing is Timing.LAZY:
        return ()
    module = modules.pop()
    found = project.resolver.resolve(edge.importer.root, module.name).module
    if found is None or found.id != module or module == edge.importer:
        return ()
    new = edge.statement._replace(level=0, module=module.name)
    return rewritten(project, edge.path, edge.statement, new)
