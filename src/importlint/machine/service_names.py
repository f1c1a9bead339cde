"""Which module an absolute import means in a program that uses importlint.loader (see services.py)."""

from typing import Final

from importlint.machine.frames import Frame
from importlint.machine.values import Maybe, Module, Service, Value
from importlint.machine.vm import Vm
from importlint.model.names import top_level

# Where the service of a context stands in the system, and that of a mounted package in its cell.
ENTERED: Final = "entered_service"
MARK: Final = "service"


def unique_name(vm: Vm, name: str, frame: Frame) -> str:
    """Return the name of the module that an absolute import means: with its service's name before it, if it has one."""
    service = _service_of(vm, frame.module) or plain(vm.system.get(ENTERED))
    if not isinstance(service, Service):
        return name
    if not service.name:
        vm.wonder("the services of a loader are not known")
        return name
    is_owned = any(top_level(name) in vm.settings.index.names(root) for root in service.roots)
    return f"{service.name}.{name}" if is_owned else name


def _service_of(vm: Vm, module: Module) -> Value:
    package = plain(vm.modules.get(top_level(module.name)))
    return package.cell.get(MARK) if isinstance(package, Module) else None


def plain(value: Value) -> Value:
    """Return a value without the doubt whether it is bound."""
    return value.value if isinstance(value, Maybe) else value
