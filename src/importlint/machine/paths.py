"""Path expressions: `os.path` and `pathlib` over known texts.

Texts are POSIX paths; nothing here looks at a disk. Whether a path exists is asked of the project's listing.
"""

import posixpath
from typing import Final

from importlint.machine.values import UNKNOWN, Bound, Path, PathParents, Value
from importlint.machine.vm import Vm

_PURE_TEXT: Final = {
    "basename": posixpath.basename,
    "dirname": posixpath.dirname,
    "join": posixpath.join,
    "normpath": posixpath.normpath,
    "split": posixpath.split,
    "splitext": posixpath.splitext,
    "isabs": posixpath.isabs,
    "commonpath": lambda items: posixpath.commonpath(list(items)),
    "normcase": posixpath.normcase,
}
_METHODS_TEXT = """
    absolute resolve joinpath with_name with_suffix with_stem as_posix exists is_dir is_file glob rglob iterdir
    relative_to is_absolute is_relative_to expanduser samefile __fspath__ __str__
"""
_METHODS: Final = frozenset(_METHODS_TEXT.split())


def text_of(value: Value) -> str | None:
    """Return the text of a path-like value, None if it is not known."""
    if isinstance(value, str):
        return value
    return value.text if isinstance(value, Path) else None


def parts_of(path: Path) -> list[str]:
    """Return the parts of a path, by which paths are ordered."""
    return path.text.split("/")


def absolute(vm: Vm, text: str) -> str:
    """Return a path as `os.path.abspath` does in this process."""
    return posixpath.normpath(posixpath.join(vm.cwd, text))


def call_os_path(vm: Vm, name: str, arguments: tuple[Value, ...]) -> Value:
    """Return `os.path.<name>(*arguments)`."""
    texts = [text_of(argument) for argument in arguments]
    if name == "relpath" and texts and texts[0] is not None:
        start = texts[1] if len(texts) > 1 else vm.cwd
        return UNKNOWN if start is None else posixpath.relpath(absolute(vm, texts[0]), absolute(vm, start))
    if not texts or any(text is None for text in texts):
        return UNKNOWN
    known = [text for text in texts if text is not None]
    match name:
        case "abspath" | "realpath":
            return absolute(vm, known[0])
        case "expanduser" | "expandvars":
            return UNKNOWN if set(known[0]) & {"~", "$"} else known[0]
        case "exists" | "isdir" | "isfile" | "lexists":
            return exists(vm, known[0], name)
        case _ if name in _PURE_TEXT:
            return _PURE_TEXT[name](*known)  # type: ignore[operator]
        case _:
            return UNKNOWN


def exists(vm: Vm, text: str, kind: str) -> Value:
    """Return whether a path of the project exists; outside the project that is not known."""
    path = vm.relative(text)
    if path == ".." or path.startswith("../"):
        return UNKNOWN
    is_directory = vm.settings.index.is_directory(path)
    if kind in ("isdir", "is_dir"):
        return is_directory
    is_file = vm.settings.is_file(path)
    return is_file if kind in ("isfile", "is_file") else is_file or is_directory


def path_attribute(path: Path, name: str) -> Value:
    """Return an attribute of a `pathlib.Path`."""
    pure = posixpath.basename(path.text)
    match name:
        case "parent":
            return Path(posixpath.dirname(path.text) or ".")
        case "parents":
            return PathParents(path.text)
        case "name":
            return pure
        case "stem":
            return pure.rpartition(".")[0] or pure if not pure.startswith(".") else pure
        case "suffix":
            return posixpath.splitext(pure)[1]
        case "parts":
            return tuple(part or "/" for part in path.text.split("/"))
        case _:
            return Bound(name, path) if name in _METHODS else UNKNOWN


def nth_parent(path: PathParents, index: int) -> Value:
    """Return `Path.parents[index]`, None beyond the root (an IndexError)."""
    parents: list[str] = []
    text = path.text
    while text not in ("/", ".", ""):
        text = posixpath.dirname(text) or ("/" if text.startswith("/") else ".")
        parents.append(text)
    if not -len(parents) <= index < len(parents):
        return None
    return Path(parents[index])


def call_path_method(vm: Vm, path: Path, name: str, arguments: tuple[Value, ...]) -> Value:
    """Return `path.<name>(*arguments)`."""
    texts = [text_of(argument) for argument in arguments]
    if any(text is None for text in texts):
        return UNKNOWN
    known = [text for text in texts if text is not None]
    derived = _derived_path(path, name, known)
    if derived is not None:
        return derived
    match name:
        case "absolute" | "resolve":
            return Path(absolute(vm, path.text))
        case "as_posix" | "__fspath__" | "__str__":
            return path.text
        case "exists" | "is_dir" | "is_file":
            return exists(vm, path.text, name)
        case "is_absolute":
            return path.text.startswith("/")
        case "expanduser":
            return UNKNOWN if path.text.startswith("~") else path
        case "relative_to" if known:
            base = known[0].rstrip("/")
            return Path(path.text[len(base) + 1 :]) if path.text.startswith(base + "/") else UNKNOWN
        case "iterdir":
            return matches(vm, path.text, "*")
        case "glob" if known:
            return matches(vm, path.text, known[0])
        case _:
            return UNKNOWN


def _derived_path(path: Path, name: str, arguments: list[str]) -> Path | None:
    """Return what the methods that only build another path return, None for the other methods."""
    match name, arguments:
        case "joinpath", _:
            return Path(posixpath.join(path.text, *arguments))
        case "with_name", [new]:
            return Path(posixpath.join(posixpath.dirname(path.text), new))
        case "with_stem", [new]:
            suffix = posixpath.splitext(path.text)[1]
            return Path(posixpath.join(posixpath.dirname(path.text), new + suffix))
        case "with_suffix", [new]:
            return Path(posixpath.splitext(path.text)[0] + new)
        case _:
            return None


def join_path(path: Path, other: Value) -> Value:
    """Return `path / other`."""
    text = text_of(other)
    return UNKNOWN if text is None else Path(posixpath.join(path.text, text).rstrip("/") or "/")


def matches(vm: Vm, directory: str, pattern: str) -> Value:
    """Return the paths of the project that match a literal glob pattern, as a tuple of Path values in sorted order."""
    start = vm.relative(absolute(vm, directory))
    if start.startswith("..") or "**" in pattern:
        return UNKNOWN
    found = vm.settings.glob(start, pattern)
    return tuple(Path(f"{vm.settings.project}/{path}") for path in found)
