"""Values of the standard library that decide what a program imports, such as `sys.version_info`."""

import builtins
from collections.abc import Callable
from functools import cache
from typing import Final

from importlint.machine.values import UNKNOWN, External, ModuleTable, Value, VersionInfo
from importlint.machine.vm import Vm

_CONSTANTS: Final[dict[str, Value]] = {
    "typing.TYPE_CHECKING": False,
    "typing_extensions.TYPE_CHECKING": False,
    "os.sep": "/",
    "os.path.sep": "/",
    "os.curdir": ".",
    "os.pardir": "..",
    "os.path.pardir": "..",
    "os.path.curdir": ".",
    "os.pathsep": ":",
    "os.extsep": ".",
    "os.name": "posix",
    "os.altsep": None,
    "sys.platform": "linux",
    "sys.byteorder": "little",
    "sys.maxsize": 2**63 - 1,
    "sys.flags.optimize": 0,
    "sys.implementation.name": "cpython",
    "string.ascii_letters": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
}

# The builtin names of CPython 3.11 to 3.15, `site`'s among them (python -c "print(dir(builtins))").
_LATER_BUILTINS = """
    aiter anext BaseExceptionGroup EncodingWarning ExceptionGroup PythonFinalizationError _IncompleteInputError
    ImportCycleError __build_class__ __debug__ __import__ __lazy_import__ __loader__ __spec__ copyright credits exit
    frozendict help license quit sentinel
"""
BUILTINS: Final = (frozenset(dir(builtins)) | frozenset(_LATER_BUILTINS.split())) - {"WindowsError", "_"}

_LATER_CLASSES: Final = {"ImportCycleError": type("ImportCycleError", (ImportError,), {})}  # since 3.15


def _version(vm: Vm) -> Value:
    major, minor = vm.settings.target
    return VersionInfo((major, minor, UNKNOWN, "final", 0))


def _hexversion(vm: Vm) -> Value:
    major, minor = vm.settings.target
    return (major << 24) | (minor << 16) | 0x00FFF0


_COMPUTED: Final[dict[str, Callable[[Vm], Value]]] = {
    "sys.path": lambda vm: vm.system.get("path", UNKNOWN),
    "sys.modules": lambda vm: vm.system.get("modules", ModuleTable()),
    "sys.version_info": _version,
    "sys.hexversion": _hexversion,
    "sys.argv": lambda vm: vm.system.get("argv", UNKNOWN),
}


def external_value(vm: Vm, name: str) -> Value:
    """Return the value of a name of the standard library or of a third party, an External if nothing is known of it."""
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    computed = _COMPUTED.get(name)
    if computed is not None:
        return computed(vm)
    if name.startswith("sys.") and name[4:] in vm.system:
        return vm.system[name[4:]]
    return External(name)


@cache
def builtin_class(name: str) -> type | None:
    """Return the host's builtin class of a dotted name such as `builtins.OSError`, None if it is none."""
    if not name.startswith("builtins."):
        return None
    found = getattr(builtins, name[9:], _LATER_CLASSES.get(name[9:]))
    return found if isinstance(found, type) else None
