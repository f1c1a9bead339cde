"""Which files a pytest session imports, in order, and under which names.

First the `conftest.py` files of what is to be collected, from the confcutdir down, and of the `test*` directories in
it; then, directory by directory in the order of names, its `conftest.py` and its test files (pytest:
src/_pytest/config/__init__.py, `_set_initial_conftests`; main.py, `Session.collect`; python.py, `Package.collect`).
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from importlint.model.launch import ImportMode, Load
from importlint.resolve.directories import child, folder, is_under, parent, parts_below, upward
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.pytest_arguments import Arguments
from importlint.resolve.launches.pytest_setup import Setup
from importlint.resolve.metadata import strings

_PATTERNS = ("test_*.py", "*_test.py")
_LEFT_OUT = ("*.egg", ".*", "_darcs", "build", "CVS", "dist", "node_modules", "venv", "{arch}")
# Files that make a directory a virtual environment (main.py, `_in_venv`).
_ENVIRONMENT = ("pyvenv.cfg", "conda-meta/history")


def words_of(value: object) -> tuple[str, ...]:
    """Return the words of a setting: those of a text, or the strings of an array."""
    return tuple(value.split()) if isinstance(value, str) else strings(value)


class Collection:
    """The files that a session imports, found in the order in which it does."""

    def __init__(self, known: Known, setup: Setup, arguments: Arguments, mode: ImportMode) -> None:
        """Begin with none; `arguments` are those of the command line and of the configuration together."""
        self._known = known
        self._setup = setup
        self._arguments = arguments
        self._mode = mode
        self._cut = arguments.cut or (folder(setup.config) if setup.config else setup.root)
        self._patterns = words_of(setup.options.get("python_files")) or _PATTERNS
        self._left_out = words_of(setup.options.get("norecursedirs")) or _LEFT_OUT
        self._entered: set[str] = set()

    def begin(self, places: tuple[str, ...]) -> Iterator[Load]:
        """Yield what is imported before anything is collected."""
        for place in places:
            is_directory = self._known.index.is_directory(place)
            yield from self._enter(place if is_directory else folder(place))
            for name in self._known.index.directories(place) if is_directory else ():
                if name.startswith("test"):
                    yield from self._enter(child(place, name))

    def collect(self, places: tuple[str, ...]) -> Iterator[Load]:
        """Yield what is imported in collecting places."""
        kept = tuple(_without_inner(places))
        named = frozenset(above for place in kept for above in upward(place))
        for place in kept:
            if self._known.metadata.exists(place):
                yield from self._enter(folder(place))
                yield self._load(place)
            else:
                yield from self._walk(place, named)

    def _walk(self, directory: str, named: frozenset[str]) -> Iterator[Load]:
        yield from self._enter(directory)
        files = [path for path in self._known.metadata.files_in(directory) if self._is_test(path)]
        directories = [child(directory, name) for name in self._known.index.directories(directory)]
        for place in sorted((*files, *directories), key=_first_of_package):
            if place in files:
                yield self._load(place)
            elif place in named or not self._is_left_out(place):
                yield from self._walk(place, named)

    def _enter(self, directory: str) -> Iterator[Load]:
        """Yield the `conftest.py` files from the confcutdir down to a directory that are not loaded yet."""
        for place in reversed(list(upward(directory)) if not self._arguments.without_conftest else []):
            conftest = child(place, "conftest.py")
            is_above = is_under(self._cut, place) and place != self._cut
            if not (place in self._entered or is_above) and self._known.metadata.exists(conftest):
                yield self._load(conftest, is_conftest=True)
            self._entered.add(place)

    def _is_test(self, path: str) -> bool:
        if not path.endswith(".py") or self._is_ignored(path):
            return False
        return any(_matches(pattern, path) for pattern in self._patterns)

    def _is_left_out(self, directory: str) -> bool:
        if directory.endswith("__pycache__") or self._is_ignored(directory):
            return True
        if any(self._known.metadata.exists(child(directory, name)) for name in _ENVIRONMENT):
            return True
        return any(_matches(pattern, directory) for pattern in self._left_out)

    def _is_ignored(self, path: str) -> bool:
        patterns = self._arguments.ignored_patterns
        return path in self._arguments.ignored or any(fnmatchcase(path, f"*{pattern}") for pattern in patterns)

    def _load(self, path: str, *, is_conftest: bool = False) -> Load:
        """Name a file as pytest does (pathlib.py, `resolve_pkg_root_and_module_name`, `module_name_from_path`)."""
        base = folder(path)
        while self._known.metadata.exists(child(base, "__init__.py")) and base.rpartition("/")[2].isidentifier():
            base = parent(base)
        in_package = base != folder(path)
        if in_package or self._mode is not ImportMode.IMPORTLIB:
            parts = parts_below(path.removesuffix(".py"), base)
        else:
            below = self._setup.root if is_under(path, self._setup.root) else "."
            parts = tuple(part.replace(".", "_") for part in parts_below(path.removesuffix(".py"), below))
        parts = parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts
        return Load(path, ".".join(parts), base, in_package, is_conftest)


def _without_inner(places: tuple[str, ...]) -> Iterator[str]:
    """Yield places that lie in no other one (main.py, `normalize_collection_arguments`)."""
    for place in dict.fromkeys(places):
        if not any(is_under(place, other) for other in places if other != place):
            yield place


def _first_of_package(path: str) -> tuple[bool, str]:
    name = path.rpartition("/")[2]
    return name != "__init__.py", name


def _matches(pattern: str, path: str) -> bool:
    """Match as `fnmatch_ex` of pathlib.py does: a pattern with a slash is matched with the whole path."""
    if "/" not in pattern:
        return fnmatchcase(path.rpartition("/")[2], pattern)
    return fnmatchcase(f"/{path}", f"*/{pattern.lstrip('/')}")
