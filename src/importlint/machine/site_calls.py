"""Calls of `site.addsitedir`: a directory at the end of `sys.path`, and what its `.pth` files say (Lib/site.py).

From Python 3.15 on all directories are added before any line is executed, a line that fails ends no file, and what
`.start` files name is called (PEP 829).
"""

import ast
import posixpath
from collections.abc import Iterator
from typing import Final

from importlint.machine import paths
from importlint.machine.frames import Frame
from importlint.machine.importing import prepare
from importlint.machine.values import UNKNOWN, Maybe, Module, Value
from importlint.machine.vm import Arguments, Block, Vm, argument_of
from importlint.patterns import regex
from importlint.scan.parser import NotPythonError, parse

_FAILED = "an exception ended this file"
_BATCHES: Final = (3, 15)
_IMPORT = ("import ", "import\t")
# What `pkgutil.resolve_name` takes with strict=True.
_ENTRY_POINT = regex(r"((?!\d)\w+(?:\.(?!\d)\w+)*):((?!\d)\w+(?:\.(?!\d)\w+)*)")
_CALL = "import importlib\n importlib.import_module({!r}).{}()"


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
    if vm.settings.target >= _BATCHES:
        _follow_all(vm, directory)
        return None
    for path in _files(vm, directory, ".pth"):
        _follow(vm, directory, path)
    return None


def _files(vm: Vm, directory: str, suffix: str) -> Iterator[str]:
    for path in vm.settings.glob(vm.relative(directory), f"*{suffix}"):
        if vm.settings.is_file(path) and not posixpath.basename(path).startswith("."):
            yield path


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
        if line.startswith(_IMPORT):
            if _execute(vm, directory, path, line.strip(), number) is _FAILED:
                return
            continue
        _add_if_there(vm, directory, line.rstrip())


def _add_if_there(vm: Vm, directory: str, line: str) -> None:
    added = posixpath.normpath(posixpath.join(directory, line))
    if paths.exists(vm, added, "exists") is not False:
        _add(vm, added)


def _follow_all(vm: Vm, directory: str) -> None:
    """Carry out the lines of all `.pth` files, and of the `.start` files in whose favour theirs are not executed."""
    starts, programs = tuple(_files(vm, directory, ".start")), []
    for path in _files(vm, directory, ".pth"):
        replaced = f"{path.removesuffix('.pth')}.start" in starts
        for number, line in _lines(vm, path):
            if not line.startswith(_IMPORT):
                _add_if_there(vm, directory, line)
            elif not replaced:
                programs.append((path, line, number))
    for path in starts:
        entries = ((number, _ENTRY_POINT.fullmatch(line)) for number, line in _lines(vm, path))
        programs += [(path, _CALL.format(*entry.groups()), number) for number, entry in entries if entry]
    for path, program, number in programs:
        _execute(vm, directory, path, program, number)


def _lines(vm: Vm, path: str) -> Iterator[tuple[int, str]]:
    vm.files.append(path)
    for number, line in enumerate(vm.settings.text(path).removeprefix("\ufeff").splitlines(), start=1):
        if line.strip() and not line.strip().startswith("#"):
            yield number, line.strip()


def _execute(vm: Vm, directory: str, path: str, text: str, number: int) -> Value:
    try:
        program = parse(f"try:\n {text}\nexcept Exception:\n failed = True\n")
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
