"""What a function that is not run may have changed, had it run."""

from importlint.machine.instances import release
from importlint.machine.mentions import mentioned_by
from importlint.machine.values import UNKNOWN, Function, Instance, Mapping, Maybe, Sequence, Value
from importlint.machine.vm import Vm


def leave_out(vm: Vm, function: Function) -> None:
    """Forget what the function's module has under the names that a function which is not run mentions.

    Names that it declares global may be bound by it, lists, dicts and objects may be changed.
    """
    module, mentions = function.module, mentioned_by(function.node)
    for name in sorted(mentions.names & module.names.keys()):
        forget(vm, module.names[name])
    for name in sorted(mentions.declared):
        vm.journal.put(module.names, name, UNKNOWN)
    if not mentions.names.isdisjoint(("globals", "setattr", "exec")):
        vm.journal.put(module.cell, "open", value=True)


def forget(vm: Vm, value: Value) -> None:
    """Take nothing for known of what a list, dict or object holds."""
    if isinstance(value, Maybe):
        value = value.value
    if isinstance(value, (Sequence, Mapping)) and value is not vm.search_path:
        vm.journal.put(value.cell, "items", UNKNOWN)
    elif isinstance(value, Instance):
        release(vm, value)
