"""Names: look-up through scopes, binding, and unpacking of targets."""

import ast
from typing import Final

from importlint.machine.attributes import settle
from importlint.machine.cells import Locals
from importlint.machine.externals import BUILTINS
from importlint.machine.frames import Frame
from importlint.machine.instances import assign
from importlint.machine.subscripts import set_item
from importlint.machine.values import UNKNOWN, External, Maybe, Sequence, Value
from importlint.machine.vm import Compiler, Store, Vm

_BUILTIN_VALUES: Final[dict[str, Value]] = {
    **{name: External(f"builtins.{name}") for name in BUILTINS},
    "__debug__": True,
}
# Scopes that have the names which they bind, and see all others.
_OF_FEW_NAMES: Final = frozenset({"comprehension", "type parameters"})


def load(vm: Vm, name: str, node: ast.AST, frame: Frame) -> Value:
    """Return the value of a name in a frame, or raise the NameError that CPython would."""
    scope: Frame | None = frame
    while scope is not None:
        if scope.kind == "module":
            break
        # A class body is seen by the code in it, not by the functions in it; but by the headers of generics.
        is_own = scope is frame or (frame.kind == "type parameters" and scope is frame.outer)
        if (scope.local is None and is_own) or (scope.local is not None and name in scope.local):
            if name in scope.names:
                return settle(vm, scope.names, name, node, frame)
            if scope.local is not None:
                return _unbound(vm, name, node, frame, is_own=is_own)
        elif scope.kind in _OF_FEW_NAMES and name in scope.names:
            return settle(vm, scope.names, name, node, frame)
        elif name in scope.globals_declared and is_own and _declared_global(name, scope):
            break
        scope = scope.outer
    return load_global(vm, name, node, frame)


def _declared_global(name: str, scope: Frame) -> bool:
    """Return whether no enclosing function has the name, so that a declared name is global and not nonlocal."""
    walk = scope.outer
    while walk is not None:
        if walk.local is not None and name in walk.local:
            return False
        walk = walk.outer
    return True


def _unbound(vm: Vm, name: str, node: ast.AST, frame: Frame, *, is_own: bool) -> Value:
    if frame.maybe_returned:
        return UNKNOWN
    if is_own:
        message = f"cannot access local variable '{name}' where it is not associated with a value"
        return vm.fail("UnboundLocalError", message, node, frame)
    message = f"cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
    return vm.fail("NameError", message, node, frame)


def load_global(vm: Vm, name: str, node: ast.AST, frame: Frame) -> Value:
    """Return a global or builtin name."""
    names = frame.module.names
    if name in names:
        return settle(vm, names, name, node, frame)
    builtin = _BUILTIN_VALUES.get(name)
    if builtin is not None:
        return builtin
    if frame.module.cell["open"] or vm.system.get("open_builtins"):
        return UNKNOWN
    return vm.fail("NameError", f"name '{name}' is not defined", node, frame)


def store(vm: Vm, name: str, value: Value, frame: Frame) -> None:
    """Bind a name in a frame."""
    if frame.globals_declared and name in frame.globals_declared:
        walk = frame.outer
        while walk is not None and walk.kind != "module":
            if walk.local is not None and name in walk.local:
                vm.journal.put(walk.names, name, value)
                vm.journal.note()
                return
            walk = walk.outer
        vm.journal.put(frame.module.names, name, value)
        return
    vm.journal.put(frame.names, name, value)


def delete(vm: Vm, name: str, node: ast.AST, frame: Frame) -> None:
    """Unbind a name in a frame."""
    names = frame.module.names if name in frame.globals_declared else frame.names
    if name not in names and frame.local is not None and names is frame.names:
        _unbound(vm, name, node, frame, is_own=True)
    if name not in names and not frame.module.cell["open"]:
        vm.fail("NameError", f"name '{name}' is not defined", node, frame)
    vm.journal.drop(names, name)


def walrus_frame(frame: Frame) -> Frame:
    """Return the frame that an assignment expression binds in: the one around comprehensions (PEP 572)."""
    while frame.kind == "comprehension" and frame.outer is not None:
        frame = frame.outer
    return frame


def comprehension_frame(frame: Frame) -> Frame:
    """Return the frame of a comprehension within a frame."""
    return Frame("comprehension", frame.module, Locals(), outer=frame, function=frame.function)


def type_parameter_frame(frame: Frame, parameters: tuple[str, ...]) -> Frame:
    """Return the scope of a generic definition's header and body: that around it where it has no type parameters.

    PEP 695; Doc/reference/executionmodel.rst, Annotation scopes.
    """
    if not parameters:
        return frame
    names = Locals(dict.fromkeys(parameters, UNKNOWN))
    return Frame("type parameters", frame.module, names, outer=frame, function=frame.function)


def compile_target(to: Compiler, target: ast.expr) -> Store:
    """Return what assigns a value to a target of any form."""
    match target:
        case ast.Name(id=name):
            return lambda vm, value, frame: store(vm, name, value, frame)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            return _compile_unpacking(to, targets)
        case ast.Starred(value=inner):
            return to.target(inner)
        case ast.Attribute(value=written, attr=name):
            holder = to.expression(written)
            return lambda vm, value, frame: assign(vm, holder(vm, frame), name, value, target, frame)
        case ast.Subscript(value=written, slice=index):
            holder, key = to.expression(written), to.expression(index)
            return lambda vm, value, frame: set_item(vm, holder(vm, frame), key(vm, frame), value)
        case _:
            return lambda _vm, _value, _frame: None


def _compile_unpacking(to: Compiler, targets: list[ast.expr]) -> Store:
    stores = tuple(map(to.target, targets))
    starred = any(isinstance(target, ast.Starred) for target in targets)

    def bind(vm: Vm, value: Value, frame: Frame) -> None:
        items = value if isinstance(value, tuple) else value.cell["items"] if isinstance(value, Sequence) else None
        if not isinstance(items, tuple) or starred or len(items) != len(stores):
            items = (UNKNOWN,) * len(stores)
        for bind_one, item in zip(stores, items, strict=True):
            bind_one(vm, item.value if isinstance(item, Maybe) else item, frame)

    return bind
