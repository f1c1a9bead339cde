"""Calls of `site.addsitedir`: a directory at the end of `sys.path`, and what its `.pth` files say (Lib/site.py)."""

import ast
import posixpath

from importlint.machine import paths
from importlint.machine.frames import Frame
from importlint.machine.importing import prepare
from importlint.machine.values import UNKNOWN, Maybe, Module, Value
from importlint.machine.vm import Arguments, Block, Vm, argument_of
from importlint.scan.parser import NotPythonError, parse

_FAILED = "an exception ended this file"


def add_site_directory(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    """Carry out `site.addsitedir`: the directory is added once, and those of its `.pth` files if they exist.

    Hidden `.pth` files count no longer, since 3.13 and the last releases of 3.11 and 3.12.
    """
    text = paths.text_of(argument_of(arguments, 0, "sitedir"))
    items = vm.search_path.cell["items"]
    if not isinstance(items, tuple):
        return None
    if text is None:
        vm.journal.put(vm.search_path.cell, "items", (*items, UNKNOWN))
        return None
    directory = paths.absolute(vm, text)
    _add(vm, directory)
    for path in vm.settings.glob(vm.relative(directory), "*.pth"):
        if vm.settings.is_file(path) and not posixpath.basename(path).startswith("."):
            _follow(vm, directory, path)
    return None


def _add(vm: Vm, directory: str) -> None:
    items = vm.search_path.cell["items"]
    if isinstance(items, tuple) and directory not in [item for item in items if isinstance(item, str)]:
        vm.journal.put(vm.search_path.cell, "items", (*items, directory))


def _follow(vm: Vm, directory: str, path: str) -> None:
    """Carry out the lines of a `.pth` file (`addpackage`); an exception ends it, and is only told."""
    vm.files.append(path)
    for number, line in enumerate(vm.settings.text(path).splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith(("import ", "import\t")):
            if _execute(vm, directory, path, line, number) is _FAILED:
                return
            continue
        added = posixpath.normpath(posixpath.join(directory, line.rstrip()))
        if paths.exists(vm, added, "exists") is not False:
            _add(vm, added)


def _execute(vm: Vm, directory: str, path: str, line: str, number: int) -> Value:
    try:
        program = parse(f"try:\n {line.strip()}\nexcept Exception:\n failed = True\n")
    except NotPythonError:
        return _FAILED
    for node in ast.walk(program):
        if hasattr(node, "lineno"):
            node.lineno = number
    module = Module("site", path, None)
    prepare(vm, module, "")
    module.names["sitedir"] = directory
    vm.execute(Block(vm.compiler, program.body), Frame("module", module, module.names))
    failed = module.names.get("failed")
    return _FAILED if failed is True and not isinstance(failed, Maybe) else None
