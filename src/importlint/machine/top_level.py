"""Top-level names: look-up on `sys.path`, the standard library and site-packages among its entries."""

from typing import Final

from importlint.machine.values import UNKNOWN, External, Maybe
from importlint.machine.vm import Vm
from importlint.model.root import ModuleKind
from importlint.resolve.providers import NOBODY, is_shared_namespace
from importlint.resolve.search_path import Found
from importlint.resolve.stdlib import is_never_shadowed

# Where the standard library and site-packages stand on sys.path, as entries that no project has.
STANDARD_LIBRARY: Final = "/<python>/lib"

SITE_PACKAGES: Final = "/<python>/lib/site-packages"


def is_there_already(vm: Vm, name: str) -> bool:
    """Return whether no entry of `sys.path` is asked for a name: the program, and modules of the interpreter's own."""
    return name in ("__main__", "posix", "nt") or is_never_shadowed(name, vm.settings.target)


def find_top_level(vm: Vm, name: str) -> "Found | External | str | None":
    """Look a top-level name up on `sys.path`: what is found, None if nothing is, or why it cannot be known."""
    directories: list[str] = []
    unknown = False
    for entry in vm.search_entries():
        plain = entry.value if isinstance(entry, Maybe) else entry
        if plain is UNKNOWN:
            unknown = True
            if vm.provider(name) != NOBODY:
                continue
            return "sys.path has an entry that is not known"
        if not isinstance(plain, str):  # PathFinder passes over entries that are no text
            continue
        if plain in (STANDARD_LIBRARY, SITE_PACKAGES):
            found = vm.settings.index.find(name, directories)
            if found is not None and found.kind is not ModuleKind.NAMESPACE:
                return found
            wanted = "standard library" if plain == STANDARD_LIBRARY else "third party"
            if vm.provider(name) == wanted:
                # Where the project has a portion of a namespace that many share, it is one of many.
                is_portion = found is not None and is_shared_namespace(name)
                return found if is_portion else External(name, is_module=True)
            continue
        directory = vm.relative(plain)
        here = vm.settings.index.names(directory).get(name)
        if here is not None and isinstance(entry, Maybe):
            return "sys.path may or may not have " + directory
        directories.append(directory)
    found = vm.settings.index.find(name, directories)
    if found is None and vm.settings.may_appear(name, directories):
        return External(name, is_module=True)
    if found is None and vm.provider(name) != NOBODY:
        return External(name, is_module=True) if unknown else "sys.path has lost the interpreter's own directories"
    return found
