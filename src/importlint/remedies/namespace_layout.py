"""The lasting remedy for a contested name: every service under a name of its own in one namespace package."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.graph.import_graph import Edge
from importlint.model.fix import Applicability, Fix
from importlint.model.location import Location
from importlint.model.names import top_level
from importlint.model.roles import is_aside, is_test
from importlint.model.root import Module, ModuleId, ModuleKind, SourceRoot
from importlint.model.wording import count
from importlint.project import Project
from importlint.remedies.service_names import LAYOUT_WORDS, service_names
from importlint.remedies.statements import renamed, written
from importlint.resolve.directories import child, parent

_PLACEHOLDER = "acme"
_SERVICES_SHOWN = 4
_LINES_SHOWN = 3


class _Move(NamedTuple):
    """Where a provider goes.

    old, new: paths. name: the dotted name that replaces the contested one. source: the source root that it is under.
    """

    old: str
    new: str
    name: str
    source: str


def namespace_fix(project: Project, providers: Sequence[Module]) -> Fix:
    """Return the directories to move, and the import lines as they read before and after."""
    namespace = _namespace(project)
    services = service_names([module.id.root for module in providers])
    lines: list[str] = []
    for module in providers[:_SERVICES_SHOWN]:
        move = _move(project, module, namespace, services[module.id.root])
        lines.append(f"mkdir -p {parent(move.new)} && git mv {move.old} {move.new}")
        lines += (f"    {line}" for line in _import_lines(project, module, move))
        if move.source != module.id.root:
            lines.append(f"    on the search path: {move.source} in place of {module.id.root}")
    if len(providers) > _SERVICES_SHOWN:
        lines.append(f"and the other {len(providers) - _SERVICES_SHOWN} likewise")
    lines.append(f"no `{namespace}` directory gets an __init__.py (PEP 420)")
    return Fix(
        title=f"Give each service a name of its own in the namespace package `{namespace}`",
        applicability=Applicability.MANUAL,
        text="\n".join(lines),
    )


def _namespace(project: Project) -> str:
    """Return the configured namespace, else one that packages of several source roots share, else a placeholder."""
    if project.namespace:
        return project.namespace[0]
    roots: defaultdict[str, set[str]] = defaultdict(set)
    for id_, module in project.modules.items():
        above, _, inside = id_.name.rpartition(".")
        if inside and "." not in above and module.kind is ModuleKind.PACKAGE and not is_aside(module.path):
            package = project.modules.get(ModuleId(id_.root, above))
            if package is not None and package.kind is ModuleKind.NAMESPACE:
                roots[above].add(id_.root)
    usable = (name for name in sorted(roots) if name not in LAYOUT_WORDS and name not in project.contested)
    return next((name for name in usable if len(roots[name]) > 1), _PLACEHOLDER)


def _move(project: Project, module: Module, namespace: str, service: str) -> _Move:
    root = project.root(module.id.root)
    name = f"{namespace}.{service}"
    if module.kind is ModuleKind.MODULE or not _is_alone(root, module):
        name = f"{name}.{module.id.name}"
    is_source = root.path.rpartition("/")[2] == "src" or module.id.name == "src"
    source = root.path if is_source else child(root.path, "src")
    suffix = ".py" if module.kind is ModuleKind.MODULE else ""
    return _Move(module.directory or module.path, child(source, name.replace(".", "/") + suffix), name, source)


def _is_alone(root: SourceRoot, module: Module) -> bool:
    """Return whether a package is the only one of its source root, tests aside, so that its name can go."""
    others = (other for other in root.names if other.id != module.id and other.directory)
    return all(is_test(f"{other.directory}/") for other in others)


def _import_lines(project: Project, module: Module, move: _Move) -> Iterator[str]:
    edges = _absolute_imports(project, module)
    for edge in edges[:_LINES_SHOWN]:
        statement = renamed(edge.statement, module.id.name, move.name)
        yield f"{edge.path}:{edge.statement.span.line}: {written(edge.statement)}  ->  {written(statement)}"
    if len(edges) > _LINES_SHOWN:
        yield f"and {count(len(edges) - _LINES_SHOWN, 'more import')}"


def _absolute_imports(project: Project, module: Module) -> list[Edge]:
    """Return one edge for each statement that names the module or what lies in it absolutely."""
    places: dict[Location, Edge] = {}
    for id_ in project.modules:
        if id_.root == module.id.root and top_level(id_.name) == module.id.name:
            for edge in project.importers_of(id_):
                if not edge.statement.level:
                    places.setdefault(edge.location, edge)
    return [places[place] for place in sorted(places)]
