"""What a name means at the end of a process whose trace is known: CPython's `_find_and_load`, asked but not done."""

from typing import NamedTuple

from importlint.machine.vm import Settings
from importlint.model.names import top_level
from importlint.model.root import ModuleKind
from importlint.model.trace import Trace
from importlint.resolve.directories import folder
from importlint.resolve.providers import NOBODY, STANDARD_LIBRARY
from importlint.resolve.search_path import Found, PathIndex
from importlint.resolve.stdlib import is_never_shadowed

_OTHER = "a third-party module"


class Meaning(NamedTuple):
    """What a name means: a file, directories of a namespace package, or words; "" for nothing. And why."""

    answer: str
    reason: str


def find_meaning(trace: Trace, settings: Settings, name: str) -> Meaning:
    """Return what `import NAME` would find now: in `sys.modules`, its nearest loaded parent, or on the search path."""
    index, top = settings.index, top_level(name)
    if name in trace.modules:
        return Meaning(trace.modules[name], f"sys.modules has it{_put_there(trace, trace.modules[name])}")
    if is_never_shadowed(top, settings.target):
        return Meaning("a module of the interpreter", "it is loaded before any directory is searched")
    parent = _loaded_parent(trace, index, name)
    if parent:
        return _in_parent(trace, index, parent, name)
    return _on_path(trace, index, settings.provider(top), name)


def _put_there(trace: Trace, path: str) -> str:
    """Return which import a loaded file is owed to: one that found it, or, for a package, something in it."""
    inside = f"{folder(path)}/" if path.endswith("/__init__.py") else path
    event = next((event for event in trace.events if event.resolved and event.resolved.startswith(inside)), None)
    return f", which the import at {event.path}:{event.line} put there" if event is not None else ""


def _loaded_parent(trace: Trace, index: PathIndex, name: str) -> str:
    """Return the longest parent of a name that `sys.modules` has, "" if none.

    A trace lists modules that have a file. A namespace package has none, but its loaded submodules tell of it: they lie
    in a directory that is no package.
    """
    parent = name.rpartition(".")[0]
    while parent:
        if parent in trace.modules or _is_loaded_namespace(trace, index, parent):
            return parent
        parent = parent.rpartition(".")[0]
    return ""


def _is_loaded_namespace(trace: Trace, index: PathIndex, name: str) -> bool:
    return any("__init__" not in index.names(directory) for directory in _directories_of_children(trace, name))


def _directories_of_children(trace: Trace, package: str) -> list[str]:
    """Return where the loaded submodules of a package lie: directories that its `__path__` has, or had."""
    children = [path for child, path in trace.modules.items() if child.rpartition(".")[0] == package]
    return [folder(folder(path)) if path.endswith("/__init__.py") else folder(path) for path in children]


def _in_parent(trace: Trace, index: PathIndex, parent: str, name: str) -> Meaning:
    file = trace.modules.get(parent, "")
    if file and not file.endswith("/__init__.py"):
        return Meaning("", f"sys.modules[{parent!r}] is {file}{_put_there(trace, file)}; it is no package")
    directories = _path_of(trace, index, parent, file)
    found = index.find_dotted(name[len(parent) + 1 :], directories)
    what = f"{file}{_put_there(trace, file)}" if file else f"the namespace package of {', '.join(directories)}"
    if found is None:
        return Meaning("", f"sys.modules[{parent!r}] is {what}; it has no {name}")
    return Meaning(_shown(found), f"sys.modules[{parent!r}] is {what}")


def _path_of(trace: Trace, index: PathIndex, package: str, file: str) -> tuple[str, ...]:
    """Return the `__path__` of a loaded package; a namespace package's grows with the path of its parent."""
    children = _directories_of_children(trace, package)
    if file:
        return tuple(dict.fromkeys((folder(file), *children)))
    above, _, last = package.rpartition(".")
    entries = _path_of(trace, index, above, trace.modules.get(above, "")) if above else trace.search_path
    here = [index.names(entry).get(last) for entry in entries]
    portions = [found.directories for found in here if found is not None and found.kind is ModuleKind.NAMESPACE]
    return tuple(dict.fromkeys((*(directory for portion in portions for directory in portion), *children)))


def _on_path(trace: Trace, index: PathIndex, provider: str, name: str) -> Meaning:
    top = top_level(name)
    first = index.find(top, trace.search_path)
    if first is None:
        answer = "" if provider == NOBODY else f"a module of the {provider}" if provider == STANDARD_LIBRARY else _OTHER
        return Meaning(answer, "no entry of sys.path that lies in the project has it")
    found = index.find_dotted(name, trace.search_path)
    if found is None:
        return Meaning("", f"{top} is {_shown(first)}, which has no {name}")
    if found.kind is ModuleKind.NAMESPACE:
        return Meaning(_shown(found), "it is a namespace package, made of every portion on sys.path")
    if first.kind is ModuleKind.NAMESPACE:
        return Meaning(found.path, f"{top} is a namespace package, and this portion is the first that has {name}")
    here = ((entry, index.names(entry).get(top)) for entry in trace.search_path)
    owner = next(entry for entry, own in here if own is not None and own.path == first.path)
    return Meaning(found.path, f"{owner} comes first on sys.path among the entries that have {top}")


def _shown(found: Found) -> str:
    return found.path or ", ".join(found.directories)
