"""The project files of a tree: pyproject.toml, setup.cfg and their like, each read and parsed at most once."""

from collections.abc import Mapping
from typing import Any

from importlint.model.diagnostic import Diagnostic
from importlint.model.location import Location, Span
from importlint.model.root import Evidence
from importlint.model.tree import Tree
from importlint.resolve.setup_script import read_setup

_NONE: Mapping[str, Any] = {}


class Metadata:
    """Read project files on demand; one that is missing or broken counts as empty, and is noted as a diagnostic."""

    def __init__(self, tree: Tree) -> None:
        """Index the names of the files; read none."""
        self._tree = tree
        self._paths: dict[str, list[str]] = {}
        self._inside: dict[str, list[str]] = {}
        self._files = frozenset(tree.files)
        self._texts: dict[str, str] = {}
        self._tables: dict[str, Mapping[str, Any]] = {}
        self._diagnostics: dict[str, Diagnostic] = {}
        for path in tree.files:
            directory, _, name = path.rpartition("/")
            self._paths.setdefault(name, []).append(path)
            self._inside.setdefault(directory or ".", []).append(path)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what was wrong with the files read so far, by path."""
        return tuple(self._diagnostics[path] for path in sorted(self._diagnostics))

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the files of the tree, sorted."""
        return self._tree.files

    def names(self) -> tuple[str, ...]:
        """Return the names that files of the tree have, without directories, sorted."""
        return tuple(sorted(self._paths))

    def named(self, name: str) -> tuple[str, ...]:
        """Return the paths of all files of one name."""
        return tuple(self._paths.get(name, ()))

    def files_in(self, directory: str) -> tuple[str, ...]:
        """Return the paths of the files that lie directly in a directory."""
        return tuple(self._inside.get(directory, ()))

    def exists(self, path: str) -> bool:
        """Return whether the tree has a file."""
        return path in self._files

    def text(self, path: str) -> str:
        """Return what a file holds; "" if there is none or it cannot be read."""
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def unlisted_text(self, path: str) -> str:
        """Return what a file holds that the listing may leave out, such as an ignored `.env`; "" if there is none."""
        if self.exists(path):
            return self.text(path)
        try:
            return self._tree.read(path).decode("utf-8-sig", "replace")
        except OSError:
            return ""

    def toml(self, path: str) -> Mapping[str, Any]:
        """Return what a TOML file holds; {} if there is none or it is broken."""
        if path not in self._tables:
            self._tables[path] = self._parse_toml(path)
        return self._tables[path]

    def ini(self, path: str) -> Mapping[str, Mapping[str, str]]:
        """Return the sections of an INI file; {} if there is none or it is broken."""
        if path not in self._tables:
            self._tables[path] = self._parse_ini(path)
        return self._tables[path]

    def setup(self, path: str) -> Mapping[str, Any]:
        """Return what a setup.py passes to `setup()`, as far as it can be known; {} if there is none."""
        if path not in self._tables:
            self._tables[path] = read_setup(self.text(path))
        return self._tables[path]

    def evidence(self, path: str, reason: str, *words: str) -> Evidence:
        """Return an evidence at the place where some words follow each other in a file."""
        text = self.text(path)
        position = 0
        for word in words:
            found = text.find(word, position)
            position = found if found >= 0 else position
        return Evidence(path, text.count("\n", 0, position) + 1, reason)

    def note(self, path: str, line: int, message: str) -> None:
        """Note that something in a file cannot be used; the first such thing is kept."""
        place = Location(path, Span(line, 1, line, 1))
        self._diagnostics.setdefault(path, Diagnostic(kind="broken-configuration", message=message, location=place))

    def _read(self, path: str) -> str:
        if not self.exists(path):
            return ""
        try:
            return self._tree.read(path).decode("utf-8-sig")
        except OSError as error:
            self.note(path, 1, f"{path} cannot be read: {error.strerror or error}")
        except UnicodeDecodeError:
            self.note(path, 1, f"{path} is not valid UTF-8")
        return ""

    def _parse_toml(self, path: str) -> Mapping[str, Any]:
        text = self.text(path)
        if not text:
            return _NONE
        import tomli  # noqa: PLC0415  (many trees have no TOML file, and start-up time counts)

        try:
            return tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            self.note(path, error.lineno, f"{path} is not valid TOML: {error.msg}")
        except RecursionError:
            self.note(path, 1, f"{path} is nested too deeply")
        return _NONE

    def embedded_ini(self, path: str, text: str) -> Mapping[str, Mapping[str, str]]:
        """Return the sections of an INI text that another file holds; {} if it is broken."""
        return self._sections(path, text)

    def _parse_ini(self, path: str) -> Mapping[str, Mapping[str, str]]:
        text = self.text(path)
        return self._sections(path, text) if text else _NONE

    def _sections(self, path: str, text: str) -> Mapping[str, Mapping[str, str]]:
        import configparser  # noqa: PLC0415  (likewise)

        parser = configparser.RawConfigParser(strict=False, default_section="")
        try:
            parser.read_string(text)
        except configparser.Error as error:
            line = getattr(error, "lineno", None) or getattr(error, "errors", [(1, "")])[0][0]
            self.note(path, line, f"{path} is not a valid INI file")
            return _NONE
        return {section: dict(parser.items(section)) for section in parser.sections()}


def table(document: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    """Return a nested table; {} if something else or nothing is there."""
    for key in keys:
        value = document.get(key)
        if not isinstance(value, dict):
            return _NONE
        document = value
    return document


def strings(value: object) -> tuple[str, ...]:
    """Return the strings of an array, or the one that a value is; () for anything else."""
    if isinstance(value, str):
        return (value,)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list | tuple) else ()
