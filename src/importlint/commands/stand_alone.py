"""The loader as one file: its modules in the order in which they need each other, below the imports of them all."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

import importlint
from importlint.model.loader import LOADER_MARK

_PACKAGE = "importlint.loader"
_LINE = 120


class Part(NamedTuple):
    """A module of the loader: the first line of its documentation, what it imports, and its code below the imports."""

    name: str
    summary: str
    imports: tuple[ast.Import | ast.ImportFrom, ...]
    code: str


def render_stand_alone() -> str:
    """Return the loader as one module, which needs nothing but the standard library."""
    package = _read_part("__init__")
    *parts, _ = _in_order(package, {})
    by = f"{LOADER_MARK} of importlint-scan {importlint.__version__}: do not edit it, write it anew."
    imports = "\n".join(_render_imports(node for part in parts for node in part.imports))
    return "\n\n".join(
        (
            f'"""{package.summary}\n\n{by}\n"""',
            f"# ruff: noqa\n# importlint: ignore-file\nfrom __future__ import annotations\n\n{imports}\n",
            *(f"# {part.name}\n# {part.summary}\n\n\n{part.code}" for part in parts),
            package.code,
        )
    )


def _in_order(part: Part, seen: dict[str, Part]) -> Iterator[Part]:
    """Yield the parts that a part needs, each after those that it needs itself, and the part."""
    seen[part.name] = part
    for node in part.imports:
        name = _needed(node)
        if name and name not in seen:
            yield from _in_order(_read_part(name), seen)
    yield part


def _read_part(name: str) -> Part:
    """Split a module; its docstring and its imports are its beginning."""
    text = files(importlint).joinpath("loader", f"{name}.py").read_text("utf-8")
    tree = ast.parse(text)
    imports = tuple(node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))
    code = "".join(text.splitlines(keepends=True)[imports[-1].end_lineno :])
    return Part(name, (ast.get_docstring(tree) or "").partition("\n")[0], imports, f"{code.strip()}\n")


def _needed(node: ast.Import | ast.ImportFrom) -> str:
    """Return which other module of the loader an import names, if it names one."""
    module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
    return module.removeprefix(f"{_PACKAGE}.") if module.startswith(f"{_PACKAGE}.") else ""


def _render_imports(nodes: Iterable[ast.Import | ast.ImportFrom]) -> Iterator[str]:
    """Yield each import of the standard library once."""
    modules: set[str] = set()
    names: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif not _needed(node) and node.module != "__future__":
            names.setdefault(node.module or "", set()).update(alias.name for alias in node.names)
    yield from (f"import {module}" for module in sorted(modules))
    for module, imported in sorted(names.items()):
        yield _render_from(module, sorted(imported))


def _render_from(module: str, names: Sequence[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    wrapped = "".join(f"    {name},\n" for name in names)
    return line if len(line) <= _LINE else f"from {module} import (\n{wrapped})"
