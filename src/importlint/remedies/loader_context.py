"""The remedy for today: a program that must load several services loads each in a context of its own."""

from collections.abc import Iterator, Sequence

from importlint.model.facts import FileFacts, ImportStatement
from importlint.model.fix import Applicability, Fix
from importlint.model.names import top_level
from importlint.model.root import Module, ModuleId
from importlint.processes import path_edits_to
from importlint.project import Project
from importlint.remedies.service_names import service_names
from importlint.remedies.statements import written
from importlint.resolve.directories import is_under

_SERVICES_SHOWN = 4


def loader_fix(project: Project, providers: Sequence[Module], path: str) -> Fix | None:
    """Return how one file reads with importlint.loader; None unless it imports from several of the providers."""
    asked = list(find_contexts(project, providers, path))
    if len(asked) < 2:
        return None
    services = service_names([module.id.root for module in providers])
    lines = ["from importlint.loader import ServiceLoader", "", "services = ServiceLoader(", "    {"]
    lines += (f'        "{services[module.id.root]}": "{module.id.root}",' for module, _ in asked[:_SERVICES_SHOWN])
    lines += ("    }", ")")
    for module, statements in asked[:_SERVICES_SHOWN]:
        lines.append(f'with services["{services[module.id.root]}"]:')
        lines += (f"    {written(statement)}" for statement in statements)
    return Fix(
        title=f"Until then, load each service in a context of its own in {path}",
        applicability=Applicability.MANUAL,
        text="\n".join(lines),
    )


def find_contexts(
    project: Project, providers: Sequence[Module], path: str
) -> Iterator[tuple[Module, list[ImportStatement]]]:
    """Return the providers that the file means, each with the imports that it is to satisfy, in their order."""
    facts = project.facts[path]
    owners = [(_owner(project, providers, facts, statement), statement) for statement in facts.imports]
    for module in dict.fromkeys(owner for owner, _ in owners):
        if module is not None:
            yield module, [statement for owner, statement in owners if owner == module]


def _owner(
    project: Project, providers: Sequence[Module], facts: FileFacts, statement: ImportStatement
) -> Module | None:
    """Return the provider that has what a statement asks for, the one last put on `sys.path` above it if several do."""
    name = statement.module if statement.is_from else statement.names[0].name
    if statement.level or top_level(name) != providers[0].id.name:
        return None
    having = {module.id.root: module for module in providers if ModuleId(module.id.root, name) in project.modules}
    edits = path_edits_to(facts, [module.id.root for module in providers])
    above = [root for edit, roots in edits if edit.span < statement.span for root in roots if root in having]
    around = [root for root in having if is_under(facts.path, root) and root != "."]
    return having[(above or around or list(having))[-1]] if having else None
