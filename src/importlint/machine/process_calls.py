"""Calls that ask about the process or the disk: working directory, environment, paths, exit."""

import ast
from typing import Final

from importlint.machine import paths
from importlint.machine.frames import Frame, Raised, builtin_error
from importlint.machine.values import UNKNOWN, Path, Sequence, Value
from importlint.machine.vm import Arguments, Handler, Vm, argument_of


def _working_directory(vm: Vm, _arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return vm.cwd or UNKNOWN


def _path_cwd(vm: Vm, _arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return Path(vm.cwd) if vm.cwd else UNKNOWN


def _environment(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    key = argument_of(arguments, 0, "key")
    return vm.environment.get(key, UNKNOWN) if isinstance(key, str) else UNKNOWN


def _exit(_vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    code = str(argument_of(arguments, 0, "status", ""))
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
    text = paths.text_of(argument_of(arguments, 0, "pathname"))
    if text is None:
        return UNKNOWN
    absolute = paths.absolute(vm, text)
    found = paths.matches(vm, vm.settings.project, vm.relative(absolute))
    return Sequence(tuple(path.text for path in found)) if isinstance(found, tuple) else UNKNOWN


def _intern(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return argument_of(arguments, 0, "string")


PROCESS_CALLS: Final[dict[str, Handler]] = {
    "os.getcwd": _working_directory,
    "os.getenv": _environment,
    "os.environ.get": _environment,
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
}
