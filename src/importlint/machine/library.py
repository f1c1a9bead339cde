"""Calls of the standard library that decide what a program imports, and of the builtins around them."""

import ast
from collections.abc import Callable
from typing import Final

from importlint.machine import importing, paths
from importlint.machine.attributes import delete_attribute, super_of
from importlint.machine.externals import builtin_class
from importlint.machine.frames import Frame, Raised, builtin_error, error_name
from importlint.machine.values import (
    CONSTANTS,
    UNKNOWN,
    Bound,
    Class,
    Error,
    External,
    Function,
    Generator,
    Instance,
    Mapping,
    Module,
    ModuleTable,
    Namespace,
    Path,
    Sequence,
    Spec,
    Value,
    Wrapped,
    is_constant,
)
from importlint.machine.vm import Arguments, Vm
from importlint.model.names import parents

__all__ = ["builtin_class", "call_external"]

# Decorators (and decorator factories) that hand back what they decorate, as far as imports can tell.
_TRANSPARENT: Final = frozenset(
    "functools.lru_cache functools.cache functools.wraps functools.total_ordering functools.singledispatch "
    "abc.abstractmethod typing.overload typing.final typing.runtime_checkable typing.no_type_check typing.override "
    "typing_extensions.override typing_extensions.final typing_extensions.runtime_checkable typing_extensions.deprecated "
    "dataclasses.dataclass enum.unique atexit.register warnings.deprecated typing.dataclass_transform "
    "typing_extensions.dataclass_transform contextlib.asynccontextmanager types.coroutine typing.type_check_only".split()
)
_Handler = Callable[[Vm, Arguments, ast.AST, Frame], Value]


def call_external(vm: Vm, function: External, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Call something of the standard library or of a third party."""
    name = function.name
    handler = _HANDLERS.get(name)
    if handler is not None:
        return handler(vm, arguments, node, frame)
    if name.startswith(("os.path.", "posixpath.")):
        return paths.call_os_path(vm, name.rpartition(".")[2], arguments.positional)
    if name in _TRANSPARENT or name.removesuffix("()") in _TRANSPARENT:
        return _decorate(name, arguments)
    if name.startswith(("sys.meta_path.", "sys.path_hooks.")):
        vm.journal.put(vm.system, "import_hooks", True)
        return UNKNOWN
    host = builtin_class(name)
    if host is not None and issubclass(host, BaseException):
        return Error(function, arguments.positional)
    return UNKNOWN


def _decorate(name: str, arguments: Arguments) -> Value:
    first = arguments.positional[0] if arguments.positional else UNKNOWN
    is_applied = name.endswith("()") or (name != "functools.wraps" and isinstance(first, (Function, Class, Wrapped)))
    if not is_applied:
        return External(f"{name}()")
    if isinstance(first, Function):
        first.is_open = True
    return first


def _argument(arguments: Arguments, index: int, name: str, default: Value = UNKNOWN) -> Value:
    if len(arguments.positional) > index:
        return arguments.positional[index]
    return arguments.keywords.get(name, default)


# ----- imports ---------------------------------------------------------------------------------------------------


def _import_module(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Carry out `importlib.import_module(name, package=None)` (Lib/importlib/__init__.py)."""
    name = _argument(arguments, 0, "name")
    package = _argument(arguments, 1, "package", None)
    if not isinstance(name, str) or package is UNKNOWN:
        return UNKNOWN
    level = len(name) - len(name.lstrip("."))
    if level:
        if not isinstance(package, str):
            return UNKNOWN
        parts = package.split(".")
        if len(parts) < level:
            return vm.fail("ImportError", "attempted relative import beyond top-level package", node, frame)
        base = ".".join(parts[: len(parts) - level + 1])
        name = f"{base}.{name[level:]}" if name[level:] else base
    return import_with_event(vm, name, name, 0, (), node, frame)


def import_with_event(
    vm: Vm, absolute: str, written: str, level: int, names: tuple[str, ...], node: ast.AST, frame: Frame
) -> Value:
    """Import a module by its absolute name and write the import into the trace."""
    at = len(vm.events)
    try:
        module = vm.import_absolute(absolute, node, frame)
    except Raised:
        importing.record(vm, frame, node, written, level, names, None, "failed")
        vm.events.insert(at, vm.events.pop())
        raise
    count = len(vm.events)
    importing.record(vm, frame, node, written, level, names, module, "ok" if module is not UNKNOWN else "unknown")
    if len(vm.events) > count:
        vm.events.insert(at, vm.events.pop())
    return module


def _dunder_import(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    name = _argument(arguments, 0, "name")
    names = _argument(arguments, 3, "fromlist", ())
    level = _argument(arguments, 4, "level", 0)
    if not isinstance(name, str) or level != 0:
        return UNKNOWN
    module = import_with_event(vm, name, name, 0, (), node, frame)
    wanted = vm.iterate(names, node, frame) if names else ()
    if wanted:
        importing.import_names(vm, module, [item for item in wanted if isinstance(item, str)], node, frame)
        return module
    return vm.import_absolute(name.partition(".")[0], node, frame)


def _reload(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    module = _argument(arguments, 0, "module")
    if isinstance(module, Module) and module.path:
        importing.execute_body(vm, module, node, frame)
    return module


def _spec_from_file_location(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    name = _argument(arguments, 0, "name")
    location = paths.text_of(_argument(arguments, 1, "location"))
    if location is None or not isinstance(name, str):
        return UNKNOWN
    return Spec(name, location)


def _module_from_spec(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    spec = _argument(arguments, 0, "spec")
    if not isinstance(spec, Spec):
        return UNKNOWN
    path = vm.relative(spec.path)
    is_package = path.endswith("/__init__.py")
    locations = (path.rpartition("/")[0],) if is_package else None
    module = Module(spec.name, path, locations)
    importing.prepare(vm, module, spec.name if is_package else spec.name.rpartition(".")[0])
    return module


def _find_spec(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    name = _argument(arguments, 0, "name")
    if not isinstance(name, str) or "." in name:
        return UNKNOWN
    found = importing.find_top_level(vm, name)
    return None if found is None else UNKNOWN


def _run_path(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Carry out `runpy.run_path(path, run_name=...)` for a file (Lib/runpy.py)."""
    text = paths.text_of(_argument(arguments, 0, "path_name"))
    name = _argument(arguments, 2, "run_name", "<run_path>")
    path = vm.relative(text) if text is not None else ""
    if not isinstance(name, str) or not vm.settings.is_file(path):
        return UNKNOWN
    module = Module(name, path, None)
    importing.prepare(vm, module, "")
    before = vm.modules.get(name, importing.Missing)
    vm.journal.put(vm.modules, name, module)
    try:
        importing.execute_body(vm, module, node, frame)
    finally:
        if before is importing.Missing:
            vm.journal.drop(vm.modules, name)
        else:
            vm.journal.put(vm.modules, name, before)
    return UNKNOWN


def _run_module(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    name = _argument(arguments, 0, "mod_name")
    if isinstance(name, str):
        for parent in parents(name):
            vm.import_absolute(parent, node, frame)
    return UNKNOWN


def _add_site_directory(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    """Carry out `site.addsitedir`: an absolute path at the end of `sys.path`, once, if it exists (Lib/site.py)."""
    text = paths.text_of(_argument(arguments, 0, "sitedir"))
    search_path = vm.search_path
    items = search_path.cell["items"]
    if not isinstance(items, tuple):
        return None
    if text is None:
        vm.journal.put(search_path.cell, "items", (*items, UNKNOWN))
        return None
    directory = paths.absolute(vm, text)
    if directory not in [item for item in items if isinstance(item, str)]:
        vm.journal.put(search_path.cell, "items", (*items, directory))
    return None


def _extend_path(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return _argument(arguments, 0, "path")


# ----- the process -------------------------------------------------------------------------------------------------


def _working_directory(vm: Vm, _arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return vm.cwd or UNKNOWN


def _path_cwd(vm: Vm, _arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return Path(vm.cwd) if vm.cwd else UNKNOWN


def _environment(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    key = _argument(arguments, 0, "key")
    return vm.environment.get(key, UNKNOWN) if isinstance(key, str) else UNKNOWN


def _exit(_vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    code = str(_argument(arguments, 0, "status", ""))
    raise Raised(builtin_error("SystemExit", code), frame.module.path, getattr(node, "lineno", 0))


def _make_path(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    texts = [paths.text_of(argument) for argument in arguments.positional]
    if any(text is None for text in texts) or not arguments.complete:
        return UNKNOWN
    first, *rest = [text for text in texts if text is not None] or ["."]
    path: Value = Path(first.rstrip("/") or first or ".")
    for text in rest:
        path = paths.join_path(path, text)
    return path


def _glob(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    text = paths.text_of(_argument(arguments, 0, "pathname"))
    if text is None:
        return UNKNOWN
    absolute = paths.absolute(vm, text)
    found = paths.matches(vm, vm.settings.project, vm.relative(absolute))
    return Sequence(tuple(path.text for path in found)) if isinstance(found, tuple) else UNKNOWN


# ----- builtins ----------------------------------------------------------------------------------------------------


def _collect(kind: str) -> _Handler:
    def handler(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
        if not arguments.positional:
            return () if kind == "tuple" else Sequence((), kind)
        items = vm.iterate(arguments.positional[0], node, frame)
        if kind == "tuple":
            return tuple(items) if items is not None else UNKNOWN
        return Sequence(tuple(items) if items is not None else UNKNOWN, kind)

    return handler


def _dict(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    first = arguments.positional[0] if arguments.positional else Mapping({})
    if isinstance(first, ModuleTable):
        return Mapping(dict(_vm.modules))
    items = first.cell["items"] if isinstance(first, Mapping) else UNKNOWN
    known = isinstance(items, dict) and arguments.complete
    return Mapping({**items, **arguments.keywords} if known else UNKNOWN)


def _sorted(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    items = vm.iterate(_argument(arguments, 0, "iterable"), node, frame)
    if items is None or "key" in arguments.keywords or not all(isinstance(item, str) for item in items):
        return Sequence(UNKNOWN)
    return Sequence(tuple(sorted(items, reverse=arguments.keywords.get("reverse") is True)))


def _reversed(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    items = vm.iterate(_argument(arguments, 0, "sequence"), node, frame)
    return tuple(reversed(items)) if items is not None else UNKNOWN


def _enumerate(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    items = vm.iterate(_argument(arguments, 0, "iterable"), node, frame)
    start = _argument(arguments, 1, "start", 0)
    return tuple(enumerate(items, start)) if items is not None and isinstance(start, int) else UNKNOWN


def _zip(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    columns = [vm.iterate(item, node, frame) for item in arguments.positional]
    known = [column for column in columns if column is not None]
    return tuple(zip(*known, strict=False)) if len(known) == len(columns) else UNKNOWN


def _range(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    bounds = arguments.positional
    if not bounds or not all(type(bound) is int for bound in bounds):
        return UNKNOWN
    numbers = range(*bounds[:3]) if len(bounds) < 3 or bounds[2] else range(0)
    return tuple(numbers) if len(numbers) <= 200 else UNKNOWN


def _text(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    value = _argument(arguments, 0, "object", "")
    text = paths.text_of(value)
    return text if text is not None else str(value) if isinstance(value, (int, float)) else UNKNOWN


def _length(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    value = _argument(arguments, 0, "object")
    items = value.cell["items"] if isinstance(value, (Sequence, Mapping)) else value
    return len(items) if isinstance(items, (tuple, str, bytes, dict)) else UNKNOWN


def _exhaust(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Run a generator expression that a builtin such as `any` or `sum` consumes."""
    if arguments.positional and isinstance(arguments.positional[0], Generator):
        vm.iterate(arguments.positional[0], node, frame)
    return UNKNOWN


def _has_attribute(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    found = _get_attribute_or(vm, arguments, node, frame, LookupError)
    return UNKNOWN if found is UNKNOWN or isinstance(found, External) else found is not LookupError


def _get_attribute(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    if len(arguments.positional) == 2 and isinstance(arguments.positional[1], str):
        return vm.get_attribute(arguments.positional[0], arguments.positional[1], node, frame)
    return _get_attribute_or(vm, arguments, node, frame, _argument(arguments, 2, "default"))


def _get_attribute_or(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame, default: Value) -> Value:
    if len(arguments.positional) < 2 or not isinstance(arguments.positional[1], str):
        return UNKNOWN
    try:
        found = vm.get_attribute(arguments.positional[0], arguments.positional[1], node, frame)
    except Raised as raised:
        if error_name(raised.error) == "AttributeError":
            return default
        raise
    # An attribute of something that we do not know may be missing.
    return UNKNOWN if isinstance(found, External) and not found.is_module else found


def _set_attribute(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    if len(arguments.positional) != 3:
        return None
    holder, name, value = arguments.positional
    if isinstance(name, str):
        vm.set_attribute(holder, name, value)
    elif isinstance(holder, Module):
        vm.journal.put(holder.cell, "open", True)
    elif isinstance(holder, Class):
        holder.is_open = True
    return None


def _delete_attribute(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    if len(arguments.positional) == 2 and isinstance(arguments.positional[1], str):
        delete_attribute(vm, *arguments.positional)
    return None


def _globals(_vm: Vm, _arguments: Arguments, _node: ast.AST, frame: Frame) -> Value:
    return Namespace(frame.module)


def _variables(_vm: Vm, arguments: Arguments, _node: ast.AST, frame: Frame) -> Value:
    if not arguments.positional:
        return Namespace(frame.module) if frame.kind == "module" else UNKNOWN
    return Namespace(arguments.positional[0]) if isinstance(arguments.positional[0], Module) else UNKNOWN


def _execute_text(vm: Vm, arguments: Arguments, _node: ast.AST, frame: Frame) -> Value:
    """Note that `exec` of a text that we do not follow may bind any name of the module."""
    if len(arguments.positional) < 2 or isinstance(arguments.positional[1], (Namespace, Mapping)):
        vm.journal.put(frame.module.cell, "open", True)
    return UNKNOWN


def _wrap(kind: str) -> _Handler:
    def handler(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
        return Wrapped(kind, _argument(arguments, 0, "fget"))

    return handler


def _super(_vm: Vm, arguments: Arguments, _node: ast.AST, frame: Frame) -> Value:
    return super_of(frame) if len(arguments.positional) in (0, 2) else UNKNOWN


def _type(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    value = _argument(arguments, 0, "object")
    if len(arguments.positional) != 1:
        return UNKNOWN
    if isinstance(value, Instance):
        return value.of
    return External(f"builtins.{type(value).__name__}") if isinstance(value, CONSTANTS) and value is not UNKNOWN else UNKNOWN


def _is_instance(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    if len(arguments.positional) != 2:
        return UNKNOWN
    value, wanted = arguments.positional
    kinds = wanted if isinstance(wanted, tuple) else (wanted,)
    hosts = [builtin_class(kind.name) for kind in kinds if isinstance(kind, External)]
    if isinstance(value, (*CONSTANTS, tuple)) and value is not UNKNOWN and len(hosts) == len(kinds) and all(hosts):
        return isinstance(value, tuple(host for host in hosts if host is not None))
    if isinstance(value, Instance) and any(kind in value.of.order for kind in kinds if isinstance(kind, Class)):
        return True
    return UNKNOWN


def _callable(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    value = _argument(arguments, 0, "object")
    if isinstance(value, (Function, Class, Bound)):
        return True
    return False if is_constant(value) else UNKNOWN


def _context_manager(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    function = _argument(arguments, 0, "func")
    if isinstance(function, Function):
        function.is_context_manager = True
    return function


def _suppress(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return Sequence(arguments.positional, "suppress")


def _new_module(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    name = _argument(arguments, 0, "name")
    if not isinstance(name, str):
        return UNKNOWN
    module = Module(name, "", None)
    importing.prepare(vm, module, None)
    module.cell["open"] = True
    return module


def _cast(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return _argument(arguments, 1, "val")


def _environment_item(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    return _environment(vm, arguments, node, frame)


def _intern(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return _argument(arguments, 0, "string")


_HANDLERS: Final[dict[str, _Handler]] = {
    "importlib.import_module": _import_module,
    "builtins.__import__": _dunder_import,
    "importlib.__import__": _dunder_import,
    "importlib.reload": _reload,
    "importlib.util.spec_from_file_location": _spec_from_file_location,
    "importlib.util.module_from_spec": _module_from_spec,
    "importlib.util.find_spec": _find_spec,
    "runpy.run_path": _run_path,
    "runpy.run_module": _run_module,
    "site.addsitedir": _add_site_directory,
    "pkgutil.extend_path": _extend_path,
    "os.getcwd": _working_directory,
    "os.getenv": _environment,
    "os.environ.get": _environment_item,
    "os.fspath": _text,
    "sys.exit": _exit,
    "builtins.exit": _exit,
    "builtins.quit": _exit,
    "sys.intern": _intern,
    "pathlib.Path": _make_path,
    "pathlib.PurePath": _make_path,
    "pathlib.PosixPath": _make_path,
    "pathlib.PurePosixPath": _make_path,
    "pathlib.Path.cwd": _path_cwd,
    "glob.glob": _glob,
    "builtins.list": _collect("list"),
    "builtins.set": _collect("set"),
    "builtins.frozenset": _collect("frozenset"),
    "builtins.tuple": _collect("tuple"),
    "builtins.dict": _dict,
    "builtins.sorted": _sorted,
    "builtins.reversed": _reversed,
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.range": _range,
    "builtins.str": _text,
    "builtins.len": _length,
    "builtins.any": _exhaust,
    "builtins.all": _exhaust,
    "builtins.sum": _exhaust,
    "builtins.min": _exhaust,
    "builtins.max": _exhaust,
    "builtins.hasattr": _has_attribute,
    "builtins.getattr": _get_attribute,
    "builtins.setattr": _set_attribute,
    "builtins.delattr": _delete_attribute,
    "builtins.globals": _globals,
    "builtins.vars": _variables,
    "builtins.locals": _variables,
    "builtins.exec": _execute_text,
    "builtins.property": _wrap("property"),
    "functools.cached_property": _wrap("cached_property"),
    "builtins.staticmethod": _wrap("staticmethod"),
    "builtins.classmethod": _wrap("classmethod"),
    "builtins.super": _super,
    "builtins.type": _type,
    "builtins.isinstance": _is_instance,
    "builtins.callable": _callable,
    "contextlib.contextmanager": _context_manager,
    "contextlib.suppress": _suppress,
    "types.ModuleType": _new_module,
    "typing.cast": _cast,
    "collections.OrderedDict": _dict,
}

