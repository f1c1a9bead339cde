"""Attributes of instances, and what descriptors have to say about them.

Sources: Objects/object.c (_PyObject_GenericGetAttrWithDict, _PyObject_GenericSetAttrWithDict), Objects/descrobject.c
(property), Doc/howto/descriptor.rst.
"""

import ast
from typing import Final

from importlint.machine.frames import Frame
from importlint.machine.values import MISSING, UNKNOWN, Bound, Class, Function, Instance, Maybe, Value, Wrapped
from importlint.machine.vm import Arguments, Vm

# Among the attributes of an instance to which names were given that we do not know.
_OTHERS: Final = ""


def lookup(order: tuple[Class, ...], name: str) -> Value:
    """Return a name from the first class that has it, or the sentinel MISSING."""
    for owner in order:
        if name in owner.names:
            found = owner.names[name]
            return found.value if isinstance(found, Maybe) else found
    return MISSING


def may_differ(owner: Class, found: Value) -> bool:
    """Return whether a base or metaclass that we do not know may have replaced an attribute, as Enum does."""
    return (owner.is_open or owner.metaclass is not None) and not isinstance(found, (Function, Wrapped, Class))


def of_instance(vm: Vm, value: Instance, name: str, node: ast.AST, frame: Frame) -> Value:
    """Return an attribute of an instance: a data descriptor's, its own, then what its class has."""
    if name == "__dict__":
        release(vm, value)
        return UNKNOWN
    found = lookup(value.of.order, name)
    is_hidden = lookup(value.of.order, "__getattribute__") is not MISSING
    if name in value.attributes and not _is_data_descriptor(found):
        held = UNKNOWN if is_hidden else value.attributes[name]
        return held.value if isinstance(held, Maybe) else held
    if found is MISSING:
        return value.of if name == "__class__" else UNKNOWN
    match found:
        case Function():
            return Bound(found, value)
        case Wrapped(kind="property"):
            return vm.call(found.function, Arguments((value,)), node, frame)
        case Wrapped(kind="cached_property"):
            result = vm.call(found.function, Arguments((value,)), node, frame)
            vm.journal.put(value.attributes, name, result)
            return result
        case Wrapped(kind="classmethod"):
            return Bound(found.function, value.of)
        case Wrapped():
            return found.function
        case Instance() if is_descriptor(found):
            return ask_descriptor(vm, found, value, value.of, node, frame)
    is_uncertain = is_hidden or _OTHERS in value.attributes or may_differ(value.of, found)
    return UNKNOWN if is_uncertain and not isinstance(found, Class) else found


def is_descriptor(value: Value) -> bool:
    """Return whether an object in a class decides what the attribute is."""
    return isinstance(value, Instance) and (value.of.is_open or lookup(value.of.order, "__get__") is not MISSING)


def ask_descriptor(vm: Vm, found: Instance, value: Value, owner: Class, node: ast.AST, frame: Frame) -> Value:
    """Return what an object's `__get__` says of an attribute; value: the instance, None for the class itself."""
    getter = lookup(found.of.order, "__get__")
    if not isinstance(getter, Function):
        return UNKNOWN
    return vm.call(Bound(getter, found), Arguments((value, owner)), node, frame)


def _is_data_descriptor(found: Value) -> bool:
    match found:
        case Wrapped(kind="property"):
            return True
        case Instance():
            return lookup(found.of.order, "__set__") is not MISSING
        case _:
            return False


def assign(vm: Vm, holder: Value, name: str, new: Value, node: ast.AST, frame: Frame) -> None:
    """Carry out `holder.name = new`."""
    if not isinstance(holder, Instance):
        vm.set_attribute(holder, name, new)
        return
    if lookup(holder.of.order, "__setattr__") is not MISSING:
        release(vm, holder)
        new = UNKNOWN
    found = lookup(holder.of.order, name)
    setter = MISSING
    if isinstance(found, Instance):
        setter = lookup(found.of.order, "__set__")
    match found, setter:
        case Wrapped(kind="property", setter=Function() as function), _:
            vm.call(function, Arguments((holder, new)), node, frame)
        case Instance(), Function():
            vm.call(Bound(setter, found), Arguments((holder, new)), node, frame)
        case _:
            vm.set_attribute(holder, name, new)


def release(vm: Vm, value: Value) -> None:
    """Note that an instance may be given any attribute where we do not look."""
    if isinstance(value, Instance):
        for name in (*value.attributes, _OTHERS):
            vm.journal.put(value.attributes, name, UNKNOWN)
