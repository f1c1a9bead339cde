"""Import hooks that the scanned code installs: what they provide cannot be seen."""

from importlint.machine.frames import builtin_error
from importlint.machine.values import External, Maybe, Value
from importlint.machine.vm import Vm


def note_import_hook(vm: Vm, owner: str) -> None:
    """Note that modules may come from elsewhere: `owner` is the module that has put a finder on `sys.meta_path`."""
    hooks = _owners(vm)
    if owner not in hooks:
        vm.journal.put(vm.system, "import_hooks", (*hooks, owner))


def provided_by_hook(vm: Vm, name: str) -> Value:
    """Return the module that an import hook provides where the path finder finds nothing, None if there is no hook.

    A hook is there for names below the module that installs it, as `six` does for `six.moves`; that it may know
    top-level names as well is a doubt, unless a handler waits for the import to fail.
    """
    hooks = _owners(vm)
    is_own = any(name.startswith(owner + ".") for owner in hooks)
    if not hooks or ("." in name and not is_own and "sys.modules" not in hooks):
        return None
    if not is_own:
        if vm.awaits(builtin_error("ModuleNotFoundError", name)):
            return None
        vm.wonder(f"an import hook of {hooks[-1]} may provide {name}")
    module = External(name, is_module=True)
    vm.journal.put(vm.modules, name, module)
    return module


def _owners(vm: Vm) -> tuple[str, ...]:
    """Return the modules that have installed hooks, on whatever way."""
    owners = vm.system.get("import_hooks", ())
    if isinstance(owners, Maybe):
        owners = owners.value
    return owners if isinstance(owners, tuple) else ("sys.modules",)  # not the same on all ways: it may be any
