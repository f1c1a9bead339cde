"""Programs that use importlint.loader: each service's modules have names of their own, as docs/loader.md says.

`app.core` of the service `pillars` is `pillars.app.core`. In a context the imports of code that belongs to no service
mean those of one; the imports of a service's own modules always mean its own.
"""

import ast
import posixpath
from collections.abc import Callable, Iterator
from typing import Final

from importlint.machine import paths
from importlint.machine.events import import_with_event
from importlint.machine.frames import Completion, Frame
from importlint.machine.importing import prepare
from importlint.machine.service_names import ENTERED, MARK, plain
from importlint.machine.values import UNKNOWN, Mapping, Module, Sequence, Service, Services, Value
from importlint.machine.vm import Arguments, Handler, Vm, argument_of
from importlint.model.loader import LOADER_CLASS, names_of_services
from importlint.model.root import ModuleKind


def _make_loader(vm: Vm, arguments: Arguments, _node: ast.AST, frame: Frame) -> Value:
    """Carry out `ServiceLoader({name: directory})`."""
    given = argument_of(arguments, 0, "directories")
    items = given.cell["items"] if isinstance(given, Mapping) else None
    if not isinstance(items, dict):
        return Services(None)
    roots = {name: _directories(vm, plain(value), frame) for name, value in items.items()}
    return Services({name: found for name, found in roots.items() if found is not None and isinstance(name, str)})


def _directories(vm: Vm, value: Value, frame: Frame) -> tuple[str, ...] | None:
    items = value.cell["items"] if isinstance(value, Sequence) else value if isinstance(value, tuple) else (value,)
    found = [_directory(vm, plain(item), frame) for item in items] if isinstance(items, tuple) else [None]
    return None if None in found else tuple(directory for directory in found if directory is not None)


def _directory(vm: Vm, value: Value, frame: Frame) -> str | None:
    """Return a directory of the project; a relative one is near the file that makes the loader, or above it."""
    text = paths.text_of(value)
    if text is None:
        return None
    near = posixpath.dirname(frame.module.path)
    while True:
        candidate = vm.relative(posixpath.join(vm.settings.project, near, text))
        if vm.settings.index.is_directory(candidate):
            return candidate
        if not near:
            return None
        near = posixpath.dirname(near)


def _discover(vm: Vm, arguments: Arguments, _node: ast.AST, frame: Frame) -> Value:
    """Carry out `ServiceLoader.discover(directory)`."""
    directory = _directory(vm, argument_of(arguments, 0, "directory"), frame)
    if directory is None:
        return Services(None)
    index = vm.settings.index
    roots = {folder: _source_root(vm, posixpath.join(directory, folder)) for folder in index.directories(directory)}
    services = names_of_services(folder for folder, root in roots.items() if _holds_code(vm, root))
    return Services({name: (roots[folder],) for name, folder in services.items()})


def _source_root(vm: Vm, directory: str) -> str:
    inner = posixpath.join(directory, "src")
    is_root = vm.settings.index.is_directory(inner) and "__init__" not in vm.settings.index.names(inner)
    return inner if is_root else directory


def _holds_code(vm: Vm, directory: str) -> bool:
    names = vm.settings.index.names(directory).values()
    return any(found.kind is not ModuleKind.NAMESPACE for found in names) or any(
        _holds_code(vm, posixpath.join(directory, folder)) for folder in vm.settings.index.directories(directory)
    )


SERVICE_CALLS: Final[dict[str, Handler]] = {LOADER_CLASS: _make_loader, f"{LOADER_CLASS}.discover": _discover}


def service_at(services: Services, key: Value) -> Value:
    """Return `services[key]`."""
    if services.roots is None or not isinstance(key, str) or key not in services.roots:
        return Service("", ())
    return Service(key, services.roots[key])


def with_service(vm: Vm, service: Service, body: Callable[[Value], Completion | None]) -> Completion | None:
    """Run the body of `with services["pillars"]:`."""
    if service.name:
        _mount(vm, service)
    before = vm.system.get(ENTERED)
    vm.journal.put(vm.system, ENTERED, service)
    try:
        return body(service)
    finally:
        vm.journal.put(vm.system, ENTERED, before)


def call_services(
    vm: Vm, owner: Services | Service, name: str, arguments: Arguments, node: ast.AST, frame: Frame
) -> Value:
    """Call a method of a loader or of a service."""
    match owner:
        case Services() if name == "mount":
            for service in _services(owner):
                _mount(vm, service)
            return None
        case Service() if name in ("get", "resolve") and owner.name:
            return _get(vm, owner, arguments, node, frame)
        case _:
            return UNKNOWN


def _services(services: Services) -> Iterator[Service]:
    for name, roots in (services.roots or {}).items():
        yield Service(name, roots)


def _get(vm: Vm, service: Service, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Load a module; what is taken of it would be a MissingNameError of the loader's own, which says what there is."""
    module = argument_of(arguments, 0, "module")
    if not isinstance(module, str):
        return UNKNOWN
    _mount(vm, service)
    name = f"{service.name}.{module.partition(':')[0]}"
    import_with_event(vm, name, name, 0, (), node, frame)
    return UNKNOWN


def _mount(vm: Vm, service: Service) -> None:
    """Make the package that stands for a service."""
    if service.name not in vm.modules:
        package = Module(service.name, "", service.roots)
        prepare(vm, package, package=service.name)
        package.cell[MARK] = service
        vm.journal.put(vm.modules, service.name, package)
