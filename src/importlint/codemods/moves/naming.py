"""Decide which packages move, where to, and what they are called then."""

from collections.abc import Iterator, Mapping, Sequence
from keyword import iskeyword

from importlint.codemods.moves.relocation import Relocation, Relocations
from importlint.codemods.options import FixOptions
from importlint.errors import UsageError
from importlint.model.change import Note
from importlint.model.finding import Finding
from importlint.model.loader import identifier
from importlint.model.roles import is_aside
from importlint.model.root import Module, ModuleKind
from importlint.project import Project
from importlint.remedies.service_names import service_names
from importlint.resolve.directories import child, is_under
from importlint.resolve.stdlib import is_any_stdlib


def plan_relocations(
    project: Project, findings: Sequence[Finding], options: FixOptions
) -> tuple[Relocations, tuple[Note, ...]]:
    """Return what the findings of contested names move, and notes on what cannot.

    Raises UsageError for names that no package can have.
    """
    check_namespace(project, options.namespace)
    names = tuple(dict.fromkeys(name for finding in findings for name in finding.subject))
    providers = [module for name in names for module in project.contested.get(name, ())]
    movable = [module for module in providers if module.kind is not ModuleKind.EXTENSION and not _stays(module)]
    held = {module: holder for module in movable if (holder := _holder(module, movable)) is not None}
    own = [module for module in movable if module not in held]
    services = _services(project, own, options)
    alone = {root: roots.count(root) == 1 for roots in [[module.id.root for module in own]] for root in roots}
    planned = [_relocation(project, module, services, options, alone=alone[module.id.root]) for module in own]
    _refuse_same_names(planned)
    troubles = {relocation: _trouble(project, planned, relocation) for relocation in planned}
    kept = Relocations(relocation for relocation in planned if not troubles[relocation])
    notes = [Note(relocation.path, 0, why) for relocation, why in troubles.items() if why]
    notes += [Note(_place(each), 0, f"`{each.id.name}` moves with {_place(holder)}") for each, holder in held.items()]
    return kept, tuple(notes)


def check_namespace(project: Project, namespace: str) -> None:
    """Raise UsageError if no namespace package can have this name here; "" asks for none."""
    if not namespace:
        return
    help_text = "name a package that nothing else provides, such as your organisation's name: --namespace acme"
    if not is_package_name(namespace):
        raise UsageError(f"--namespace {namespace}: not a name that a package can have", help=help_text)
    if is_any_stdlib(namespace):
        raise UsageError(f"--namespace {namespace}: the standard library has a module of this name", help=help_text)
    for root in project.roots:
        if project.resolver.is_declared(root.path, namespace):
            raise UsageError(
                f"--namespace {namespace}: {root.project} depends on a package of this name", help=help_text
            )
        found = next((module for module in root.names if module.id.name == namespace), None)
        if found is not None and found.kind is not ModuleKind.NAMESPACE:
            raise UsageError(f"--namespace {namespace}: {found.path} is a module of this name", help=help_text)


def is_package_name(name: str) -> bool:
    """Return whether a package can be called so."""
    return name.isidentifier() and not iskeyword(name)


def _stays(module: Module) -> bool:
    """Return whether a provider belongs to tests or examples: those may have any name."""
    return is_aside(f"{module.id.root}/")


def _place(module: Module) -> str:
    return module.directory or module.path


def _holder(module: Module, others: Sequence[Module]) -> Module | None:
    """Return the provider in whose directory another one lies."""
    place = _place(module)
    return next((other for other in others if other != module and is_under(place, _place(other))), None)


def _services(project: Project, modules: Sequence[Module], options: FixOptions) -> Mapping[str, str]:
    """Return what the service of each root is called."""
    known = {root.path for root in project.roots}
    given = dict(options.services)
    for root, name in given.items():
        if root not in known:
            raise UsageError(f"{root} is no source root", help="`importlint roots` lists them")
        if not is_package_name(name):
            raise UsageError(f"{root}: `{name}` is not a name that a package can have")
    made = service_names([module.id.root for module in modules])
    found = {**{root: _seen(project, root, name, options) for root, name in made.items()}, **given}
    taken = [found[root] for root in {module.id.root for module in modules}]
    twice = next((name for name in sorted(taken) if taken.count(name) > 1), None)
    if twice is not None:
        raise UsageError(f"two services would be called `{twice}`", help="give one of them another name")
    return found


def _seen(project: Project, root: str, name: str, options: FixOptions) -> str:
    """Return the name of a service, or a longer one if git would ignore a directory of that name (`data/`)."""
    places = "/".join(part for part in (root, options.source, options.namespace) if part not in {"", "."})
    ignored = options.namespace and project.tree.ignores(child(places or ".", f"{name}/__init__.py"))
    return identifier(root.rpartition("/")[2]) if ignored else name


def _refuse_same_names(planned: Sequence[Relocation]) -> None:
    names = [relocation.name for relocation in planned]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(f"two packages would be called `{twice}`", help="--rename needs {service} to tell them apart")


def _relocation(
    project: Project, module: Module, services: Mapping[str, str], options: FixOptions, *, alone: bool
) -> Relocation:
    root, service = project.root(module.id.root), services[module.id.root]
    name = _dotted(module, service, options, alone=alone)
    stays = bool(options.rename) or not options.source or _is_source(project, module, options.source)
    source = root.path if stays else child(root.path, options.source)
    suffix = ".py" if module.kind is ModuleKind.MODULE else ""
    return Relocation(
        id=module.id,
        kind=module.kind,
        path=_place(module),
        target=child(source, name.replace(".", "/") + suffix),
        name=name,
        source=source,
        service=service,
        base=root.project,
    )


def _dotted(module: Module, service: str, options: FixOptions, *, alone: bool) -> str:
    if options.rename:
        name = options.rename.replace("{service}", service).replace("{name}", module.id.name)
        if not all(is_package_name(part) for part in name.split(".")):
            raise UsageError(f"--rename {options.rename}: `{name}` is not a name that a package can have")
        if is_any_stdlib(name):
            raise UsageError(f"--rename {options.rename}: the standard library has a module `{name}`")
        return name
    name = f"{options.namespace}.{service}"
    return name if alone and module.kind is not ModuleKind.MODULE else f"{name}.{module.id.name}"


def _is_source(project: Project, module: Module, source: str) -> bool:
    """Return whether the root is the source directory already, or its entry of that name is a package itself."""
    root = module.id.root
    named = project.index.names(root).get(source)
    is_package = named is not None and named.kind is ModuleKind.PACKAGE
    return source in {root.rpartition("/")[2], module.id.name} or is_package


def _trouble(project: Project, planned: Sequence[Relocation], relocation: Relocation) -> str:
    """Return why something cannot move, "" if it can."""
    return next(_troubles(project, planned, relocation), "")


def _troubles(project: Project, planned: Sequence[Relocation], relocation: Relocation) -> Iterator[str]:
    target = relocation.target
    if project.index.is_directory(target) or target in project.facts:
        yield f"`{relocation.id.name}` stays: {target} exists"
    for other in planned:
        if other is not relocation and is_under(target, other.target):
            yield f"`{relocation.id.name}` stays: {other.path} moves to {other.target}"
    ignored = next((path for path in _new_paths(project, relocation) if project.tree.ignores(path)), None)
    if ignored is not None:
        yield f"`{relocation.id.name}` stays: git would ignore {ignored}; call its service otherwise"
    if is_under(target, relocation.path):
        yield f"`{relocation.id.name}` stays: {target} would lie in it"
    stem = target.removesuffix(".py")
    for above in _packages_above(relocation):
        if project.index.names(above).get("__init__") is not None:
            yield f"`{relocation.id.name}` stays: {above} has an __init__.py, so it is no namespace package"
    if f"{stem}.py" in project.facts:
        yield f"`{relocation.id.name}` stays: {stem}.py exists"


def _new_paths(project: Project, relocation: Relocation) -> Iterator[str]:
    """Yield the paths that the files which move get."""
    for path in project.tree.files:
        if is_under(path, relocation.path):
            yield relocation.target + path[len(relocation.path) :]


def _packages_above(relocation: Relocation) -> Iterator[str]:
    """Yield the directories of the namespace package between the source root and the target."""
    parts = relocation.name.split(".")[:-1]
    for end in range(1, len(parts) + 1):
        yield child(relocation.source, "/".join(parts[:end]))
