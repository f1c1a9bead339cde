"""`pyproject.toml`: what the build takes up, and what tools are told, under the new names.

tomlkit writes it back as it was written: comments, order and quotes stay. The only user of tomlkit.
"""

from collections.abc import Callable, MutableMapping, MutableSequence, Sequence
from functools import partial
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from importlint.codemods.moves.relocation import Relocation
from importlint.model.names import top_level
from importlint.resolve.directories import child, is_under, parts_below

_Table = MutableMapping[str, Any]
# Lists of packages that tools are told of, by the keys that lead to them.
_NAMED: tuple[tuple[str, ...], ...] = (
    ("tool", "coverage", "run", "source"),
    ("tool", "coverage", "run", "source_pkgs"),
    ("tool", "mypy", "packages"),
    ("tool", "setuptools", "packages"),
    ("tool", "uv", "build-backend", "module-name"),
    ("tool", "flit", "module", "name"),
)
_FIRST_PARTY: tuple[tuple[str, ...], ...] = (
    ("tool", "isort", "known_first_party"),
    ("tool", "ruff", "isort", "known-first-party"),
    ("tool", "ruff", "lint", "isort", "known-first-party"),
    ("tool", "setuptools", "packages", "find", "include"),
)
_DIRECTORIES: tuple[tuple[str, ...], ...] = (
    ("tool", "hatch", "build", "targets", "wheel", "packages"),
    ("tool", "hatch", "build", "packages"),
    ("tool", "pdm", "build", "includes"),
)


def edit_pyproject(text: str, base: str, moves: Sequence[Relocation], python_path: Sequence[str]) -> str:
    """Return a `pyproject.toml` after some moves; one that is broken stays as it is.

    base: its directory. moves: those of its service. python_path: what pytest's `pythonpath` has to name besides.
    """
    try:
        document = tomlkit.parse(text)
    except TOMLKitError:
        return text
    for move in moves:
        for keys in _NAMED:
            _rename(document, keys, partial(_dotted, move))
        for keys in _FIRST_PARTY:
            _rename(document, keys, partial(_pattern, move))
        for keys in _DIRECTORIES:
            _rename(document, keys, partial(_directory, move, base))
        _setuptools(_at(document, ("tool", "setuptools")), base, move)
        _poetry(_at(document, ("tool", "poetry")), base, move)
        backend = _at(document, ("tool", "uv", "build-backend"))
        if backend is not None and move.changes_root and "module-root" in backend:
            backend["module-root"] = _below(move.source, base)
    settings = _at(document, ("tool", "pytest", "ini_options"))
    if settings is not None and python_path:
        _prepend(settings, "pythonpath", python_path)
    return tomlkit.dumps(document)


def _dotted(move: Relocation, name: str) -> str:
    return move.name + name[len(move.id.name) :] if name == move.id.name or _is_in(name, move.id.name) else name


def _is_in(name: str, package: str) -> bool:
    return name.startswith(f"{package}.")


def _pattern(move: Relocation, name: str) -> str:
    """Return a pattern of top-level names: `app*` becomes `acme*`."""
    bare = name.rstrip("*").rstrip(".")
    return top_level(move.name) + name[len(bare) :] if bare == move.id.name else name


def _directory(move: Relocation, base: str, place: str) -> str:
    """Return the directory that a build takes up: that of the outermost package."""
    plain = place.strip("/").removeprefix("./")
    if plain not in {_below(move.path, base), _below(move.target, base)}:
        return place
    return _below(child(move.source, top_level(move.name)), base)


def _below(path: str, base: str) -> str:
    return "/".join(parts_below(path, base)) if is_under(path, base) else path


def _rename(document: _Table, keys: tuple[str, ...], new: Callable[[str], str]) -> None:
    """Rename what a key leads to: a name, or each of a list; what becomes the same is named once."""
    table = _at(document, keys[:-1])
    value = table.get(keys[-1]) if table is not None else None
    if table is not None and isinstance(value, str):
        if new(value) != value:
            table[keys[-1]] = new(value)
    elif isinstance(value, MutableSequence):
        _rename_items(value, new)


def _rename_items(items: MutableSequence[Any], new: Callable[[str], str]) -> None:
    for index in reversed(range(len(items))):
        name = new(items[index]) if isinstance(items[index], str) else items[index]
        if name != items[index]:
            if name in list(items):
                del items[index]
            else:
                items[index] = name


def _setuptools(table: _Table | None, base: str, move: Relocation) -> None:
    if table is None:
        return
    data = table.get("package-data")
    if isinstance(data, MutableMapping) and move.id.name in data:
        data[move.name] = data.pop(move.id.name)
    packages = table.get("packages")
    find = packages.get("find") if isinstance(packages, MutableMapping) else None
    if not move.changes_root:
        return
    if isinstance(find, MutableMapping):
        _prepend(find, "where", [_below(move.source, base)])
        if "include" in find and all(str(name).startswith(top_level(move.name)) for name in find["include"]):
            _remove(find["where"], ".")
        if find.get("namespaces") is False:
            find["namespaces"] = True
    elif isinstance(packages, MutableSequence) and move.name in packages:
        place = table.setdefault("package-dir", tomlkit.inline_table())
        place[move.name] = _below(move.target, base)


def _poetry(table: _Table | None, base: str, move: Relocation) -> None:
    packages = table.get("packages") if table is not None else None
    if not isinstance(packages, MutableSequence):
        return
    for index, package in enumerate(packages):
        if isinstance(package, MutableMapping) and package.get("include") == move.id.name:
            place = {"from": _below(move.source, base)} if move.changes_root else {}
            # A new table, because a key that is added to an inline one is not set off by a space.
            written = tomlkit.inline_table()
            written.update({**package, "include": top_level(move.name), **place})
            packages[index] = written


def _prepend(table: _Table, key: str, values: Sequence[str]) -> None:
    found = table.get(key)
    if isinstance(found, str):
        found = table[key] = found.split()
    if found is None:
        table[key] = list(values) if key == "pythonpath" else [*values, "."]
        return
    for value in reversed([value for value in values if value not in list(found)]):
        found.insert(0, value)


def _remove(items: MutableSequence[Any], value: str) -> None:
    if value in list(items):
        items.remove(value)


def _at(document: _Table, keys: tuple[str, ...]) -> _Table | None:
    """Return the table that some keys lead to, None if there is none."""
    table: Any = document
    for key in keys:
        table = table.get(key) if isinstance(table, MutableMapping) else None
    return table if isinstance(table, MutableMapping) else None
