"""What declared contracts mean in a project: which modules are in which group, and which imports count."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import permutations, product
from typing import NamedTuple

from importlint.graph.boundaries import Breach, Group, find_breaches
from importlint.graph.import_graph import Edge
from importlint.model.contract import Contract, ContractKind
from importlint.model.names import join, top_level
from importlint.model.root import ModuleId
from importlint.project import Project
from importlint.resolve.directories import is_under

# Which group may not import which, and the relation to name when it does.
Pairs = Mapping[tuple[Group, Group], str]


class Broken(NamedTuple):
    """A chain of imports that breaks a contract, and what the contract says: `is below`, `may not import` ..."""

    breach: Breach
    relation: str


class Outcome(NamedTuple):
    """How a contract stands.

    broken: the imports that break it. unknown: names in it that mean nothing in the project. unused: imports that
    it allows and nobody writes.
    """

    broken: tuple[Broken, ...]
    unknown: tuple[str, ...]
    unused: tuple[tuple[str, str], ...]


def check_contract(project: Project, contract: Contract) -> Outcome:
    """Check one contract."""
    edges = [edge for edge in _edges(project, contract) if edge.timing in contract.timing]
    used = {pair for pair in contract.allow for edge in edges if _is_allowed(edge, pair)}
    counting = [edge for edge in edges if not any(_is_allowed(edge, pair) for pair in contract.allow)]
    broken: dict[Broken, None] = {}
    unknown: list[str] = []
    for groups, pairs in _boundaries(project, contract, edges, unknown):
        for breach in find_breaches(counting, groups, _in(pairs), indirect=contract.indirect):
            broken.setdefault(Broken(breach, pairs[breach.importer, breach.imported]))
    unused = tuple(pair for pair in contract.allow if pair not in used)
    return Outcome(tuple(broken), tuple(dict.fromkeys(unknown)), unused)


def _in(pairs: Pairs) -> Callable[[Group, Group], bool]:
    return lambda importer, imported: (importer, imported) in pairs


def _edges(project: Project, contract: Contract) -> Iterator[Edge]:
    """Yield the written imports between modules of the project, and those of packages that the contract forbids."""
    yield from (edge for edge in project.graph.edges if not edge.implicit and not edge.to_own_parent)
    outside = [name for name in contract.forbidden if _is_outside(project, name)]
    for path, facts in project.facts.items() if outside else ():
        for module in project.modules_at(path)[:1]:
            for statement in facts.imports:
                named = (statement.module,) if statement.is_from else tuple(alias.name for alias in statement.names)
                for name in named if not statement.level else ():
                    if any(_matches(pattern, name) for pattern in outside):
                        yield Edge(module.id, ModuleId("", name), path, statement.timing, statement)


def _is_outside(project: Project, pattern: str) -> bool:
    """Return whether a pattern names a package of others: no source root has its top-level name."""
    top = top_level(pattern)
    return "*" not in top and not any(module.id.name == top for root in project.roots for module in root.names)


def _is_allowed(edge: Edge, pair: tuple[str, str]) -> bool:
    importer, imported = pair
    return bool(_pattern(importer).fullmatch(edge.importer.name) and _pattern(imported).fullmatch(edge.imported.name))


def _boundaries(
    project: Project, contract: Contract, edges: Sequence[Edge], unknown: list[str]
) -> Iterator[tuple[list[Group], Pairs]]:
    """Yield groups of modules with the pairs that may not import: the importer first."""
    if contract.kind is ContractKind.LAYERS:
        for container in contract.containers or ("",):
            yield _layers(project, contract, container, unknown)
    elif contract.kind is ContractKind.FORBIDDEN:
        sources = [_group(project, contract, name, unknown) for name in contract.modules]
        targets = [_target(project, contract, edges, name, unknown) for name in contract.forbidden]
        pairs = dict.fromkeys(product(sources, targets), "may not import")
        yield [*sources, *targets], {(one, other): words for (one, other), words in pairs.items() if one != other}
    else:
        services = contract.kind is ContractKind.SERVICES
        groups = (
            _services(project, contract, unknown)
            if services
            else [_group(project, contract, name, unknown) for name in contract.modules]
        )
        yield groups, dict.fromkeys(permutations(groups, 2), "is independent of")


def _layers(project: Project, contract: Contract, container: str, unknown: list[str]) -> tuple[list[Group], Pairs]:
    above: list[Group] = []
    pairs: dict[tuple[Group, Group], str] = {}
    for layer in contract.layers:
        missing: list[str] = [] if layer.optional else unknown
        level = [_group(project, contract, join(container, name), missing) for name in layer.names]
        pairs |= dict.fromkeys(product(level, above), "is below")
        if layer.independent:
            pairs |= dict.fromkeys(permutations(level, 2), "is independent of")
        above.extend(level)
    return above, pairs


def _group(project: Project, contract: Contract, pattern: str, unknown: list[str]) -> Group:
    members = frozenset(id_ for id_ in project.modules if _is_about(contract, id_) and _matches(pattern, id_.name))
    if not members:
        unknown.append(pattern)
    return Group(pattern, members)


def _target(project: Project, contract: Contract, edges: Sequence[Edge], pattern: str, unknown: list[str]) -> Group:
    if not _is_outside(project, pattern):
        return _group(project, contract._replace(roots=()), pattern, unknown)
    outside = frozenset(
        edge.imported for edge in edges if not edge.imported.root and _matches(pattern, edge.imported.name)
    )
    return Group(pattern, outside)


def _services(project: Project, contract: Contract, unknown: list[str]) -> list[Group]:
    """Return a group for each directory that a pattern of a contract matches and that holds source roots."""
    found: dict[str, frozenset[ModuleId]] = {}
    for pattern in contract.modules:
        depth = pattern.rstrip("/").count("/") + 1
        heads = {"/".join(root.path.split("/")[:depth]) for root in project.roots}
        matching = sorted(head for head in heads if fnmatchcase(head, pattern.rstrip("/")))
        if not matching:
            unknown.append(pattern)
        for head in matching:
            found[head] = frozenset(id_ for id_ in project.modules if is_under(id_.root, head))
    return [Group(head, members) for head, members in found.items()]


def _is_about(contract: Contract, module: ModuleId) -> bool:
    return not contract.roots or any(fnmatchcase(module.root, pattern) for pattern in contract.roots)


def _matches(pattern: str, name: str) -> bool:
    """Return whether a name is what a pattern names, or something below it."""
    parts = name.split(".")
    regex = _pattern(pattern)
    return any(regex.fullmatch(".".join(parts[:end])) for end in range(1, len(parts) + 1))


def _pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern of module names: `*` is one part of a name, `**` any number of them."""
    parts = [
        r"[^.]+(?:\.[^.]+)*" if part == "**" else r"[^.]+" if part == "*" else re.escape(part)
        for part in text.split(".")
    ]
    return re.compile(r"\.".join(parts))
