"""List and read the user's files: the only place that does.

Paths are strings and the walk uses `os` alone: path objects would make it several times slower.
"""
# ruff: noqa: PTH100, PTH110, PTH112, PTH116, PTH118, PTH123

import os
import stat
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from importlint.errors import TargetError
from importlint.model.diagnostic import Diagnostic
from importlint.model.location import file_location
from importlint.model.tree import Stamp, Tree
from importlint.scan.gitignore import IgnoreFile, is_ignored, read_patterns
from importlint.scan.skipped import PROJECT_FILES, VERSION_CONTROL, is_skipped_directory, is_skipped_name

_MAX_LINKS_TO_ONE_DIRECTORY = 100
# Some file systems use 64 bits; a stamp is of numbers with a sign.
_INODE = 2**63 - 1


def list_tree(project: str, *, exclude: tuple[str, ...] = (), no_ignore: bool = False) -> Tree:
    """List the files under a directory that are not ignored.

    Names that cannot be printed are written with escapes, in listing and diagnostics alike; `read` knows them.
    exclude: patterns in gitignore syntax, relative to the project; they hold even with `no_ignore`.
    Raises TargetError if `project` is not a directory that can be listed.
    """
    project = os.path.abspath(project)
    listing = _Listing(project, exclude, no_ignore=no_ignore)
    listing.walk()
    escaped = listing.escaped

    def read(path: str) -> bytes:
        return _read_regular_file(os.path.join(project, escaped.get(path, path)))

    def stamp(path: str) -> Stamp | None:
        return _stamp(os.path.join(project, escaped.get(path, path)))

    return Tree(
        files=tuple(sorted(listing.files)),
        read=read,
        diagnostics=tuple(listing.diagnostics),
        ignores=listing.ignores,
        stamp=stamp,
        binds=_binds(read),
    )


def tree_from_mapping(files: Mapping[str, str | bytes]) -> Tree:
    """Make a tree that exists in memory only."""
    contents = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}

    def read(path: str) -> bytes:
        if path not in contents:
            raise FileNotFoundError(path)
        return contents[path]

    return Tree(files=tuple(sorted(contents)), read=read, binds=_binds(read))


class _Directory(NamedTuple):
    """A directory to list.

    raw: path relative to the project as the system knows it, "" or with a slash at the end. name: its last part.
    real: absolute path without links. left: the real directories whose links led here, outermost first.
    """

    raw: str = ""
    name: str = ""
    real: str = ""
    left: tuple[str, ...] = ()
    ignore_files: tuple[IgnoreFile, ...] = ()
    beside_project_file: bool = False


class _Listing:
    """A walk over a project, and what it has found."""

    def __init__(self, project: str, exclude: tuple[str, ...], *, no_ignore: bool) -> None:
        self.project = project
        self.no_ignore = no_ignore
        self.files: list[str] = []
        self.escaped: dict[str, str] = {}
        self.diagnostics: list[Diagnostic] = []
        self._excluded = (read_patterns("\n".join(exclude)),) if exclude else ()
        self._real_project = os.path.realpath(project)
        self._links: Counter[str] = Counter()
        self._ignore_files: dict[str, tuple[IgnoreFile, ...]] = {}
        self._has_ignore_files = False

    def walk(self) -> None:
        """List everything, directory by directory, in the order of their names."""
        ignore_files = () if self.no_ignore else tuple(_outer_ignore_files(self.project))
        waiting = [_Directory(real=self._real_project, ignore_files=ignore_files)]
        while waiting:
            waiting.extend(reversed(self._list(waiting.pop())))

    def ignores(self, path: str) -> bool:
        """Return whether a file that does not exist would be left out."""
        if not self._excluded and not self._has_ignore_files:
            return False
        *directories, file = path.split("/")
        raw = ""
        ignore_files: tuple[IgnoreFile, ...] = ()
        for name in (*(f"{directory}/" for directory in directories), file):
            ignore_files = self._ignore_files.get(raw, ignore_files)
            raw += name
            if is_ignored(raw, name, self._excluded) or is_ignored(raw, name, ignore_files):
                return True
        return False

    def _list(self, directory: _Directory) -> list[_Directory]:
        """Note the files of one directory and return the directories in it."""
        try:
            with os.scandir(os.path.join(self.project, directory.raw)) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            if not directory.raw:
                raise TargetError(f"cannot list {self.project}: {error.strerror}") from error
            self._note("unreadable-directory", f"cannot be listed: {error.strerror}", directory.raw.rstrip("/"))
            return []
        names = {entry.name for entry in entries}
        if not self.no_ignore:
            if directory.raw and is_skipped_directory(
                directory.name, names, beside_project_file=directory.beside_project_file
            ):
                return []
            directory = self._with_ignore_files(directory, names)
            self._ignore_files[directory.raw] = directory.ignore_files
            self._has_ignore_files = self._has_ignore_files or bool(directory.ignore_files)
        beside = not names.isdisjoint(PROJECT_FILES)
        if self._excluded or directory.ignore_files:
            return [inner for entry in entries if (inner := self._visit(entry, directory, beside_project_file=beside))]
        inner_directories = []
        for entry in entries:
            # Most entries are files, and nothing leaves them out.
            if entry.is_file(follow_symlinks=False):
                self._add_file(directory.raw + entry.name)
            elif inner := self._visit(entry, directory, beside_project_file=beside):
                inner_directories.append(inner)
        return inner_directories

    def _with_ignore_files(self, directory: _Directory, names: set[str]) -> _Directory:
        """Add a directory's own ignore files; a repository inside the repository begins anew."""
        if names.isdisjoint((".git", ".gitignore")):
            return directory
        outer = () if ".git" in names else directory.ignore_files
        own = _read_ignore_files(os.path.join(self.project, directory.raw), base=directory.raw)
        return directory._replace(ignore_files=(*outer, *own))

    def _visit(self, entry: os.DirEntry[str], directory: _Directory, *, beside_project_file: bool) -> _Directory | None:
        """Note a file, or return the directory that an entry is."""
        name = entry.name
        raw, left = directory.raw + name, directory.left
        real: str | None = None
        if entry.is_symlink():
            real = self._follow(raw, directory)
            if real is None:
                return None
            left = (*left, directory.real)
        if not entry.is_dir():
            if entry.is_file() and not self._is_left_out(raw, name, directory):
                self._add_file(raw)
            return None
        if name in VERSION_CONTROL or (not self.no_ignore and is_skipped_name(name)):
            return None
        if self._is_left_out(raw + "/", name + "/", directory):
            return None
        real = real or os.path.join(directory.real, name)
        return _Directory(raw + "/", name, real, left, directory.ignore_files, beside_project_file)

    def _is_left_out(self, raw: str, name: str, directory: _Directory) -> bool:
        return is_ignored(raw, name, self._excluded) or is_ignored(raw, name, directory.ignore_files)

    def _add_file(self, raw: str) -> None:
        path = _printable(raw)
        self.files.append(path)
        if path != raw:
            self.escaped[path] = raw
            self._note("unprintable-name", "has a name that cannot be printed; it is shown with escapes", raw)

    def _follow(self, raw: str, directory: _Directory) -> str | None:
        """Return the real path that a link leads to, None if it leads nowhere, out of the project or in a circle."""
        real = os.path.realpath(os.path.join(self.project, raw))
        if not os.path.exists(real):
            return None
        if not _is_inside(real, self._real_project):
            self._note("link-outside", "links out of the project and was not followed", raw)
            return None
        if not os.path.isdir(real):
            return real
        if any(_is_inside(place, real) for place in (directory.real, *directory.left)):
            self._note("link-circle", "links to a directory that it lies in and was not followed", raw)
            return None
        self._links[real] += 1
        if self._links[real] > _MAX_LINKS_TO_ONE_DIRECTORY:
            self._note("link-circle", "is one of too many links to one directory and was not followed", raw)
            return None
        return real

    def _note(self, kind: str, message: str, raw: str) -> None:
        path = _printable(raw)
        self.diagnostics.append(Diagnostic(kind=kind, message=f"{path} {message}", location=file_location(path)))


def _outer_ignore_files(project: str) -> list[IgnoreFile]:
    """Read the ignore files above a project that lies inside a repository, outermost first.

    What they say of the project itself does not count: it was asked for.
    """
    found: list[IgnoreFile] = []
    directory, above = project, ""
    while not os.path.exists(os.path.join(directory, ".git")):
        directory, name = os.path.split(directory)
        if not name:
            return []
        above = f"{name}/{above}"
        found = [*_read_ignore_files(directory, above=above), *found]
    return found


def _read_ignore_files(directory: str, *, base: str = "", above: str = "") -> list[IgnoreFile]:
    """Read the ignore files of one directory, the one with the last word last."""
    found = []
    for name in (os.path.join(".git", "info", "exclude"), ".gitignore"):
        try:
            data = _read_regular_file(os.path.join(directory, name))
        except OSError:
            continue
        found.append(read_patterns(os.fsdecode(data), base=base, above=above))
    return found


def _read_regular_file(path: str) -> bytes:
    """Read a file, and refuse what would block or never end: a pipe, a device."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(f"not a regular file: {path}")
    with open(path, "rb") as file:
        return file.read()


def _stamp(path: str) -> Stamp | None:
    """Return what the file system says of a file: () if it does not exist, None if that cannot be told."""
    try:
        status = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & _INODE


def _binds(read: Callable[[str], bytes]) -> Callable[[str, str], bool]:
    """Return what tells whether a file plainly binds a name, which reads each file once, and few of them twice."""

    @cache
    def outermost(path: str) -> frozenset[str]:
        from importlint.scan.definitions import outermost_names  # noqa: PLC0415  (a listing needs no parser)

        return outermost_names(_text(path, read))

    @cache
    def plain(path: str) -> frozenset[str]:
        from importlint.scan.definitions import plain_names  # noqa: PLC0415  (likewise)

        return plain_names(_text(path, read))

    return lambda path, name: name in outermost(path) or name in plain(path)


def _text(path: str, read: Callable[[str], bytes]) -> str:
    from importlint.scan.source import decode  # noqa: PLC0415  (likewise)

    try:
        return decode(read(path)).text
    except OSError:
        return ""


def _is_inside(path: str, directory: str) -> bool:
    return path == directory or path.startswith(directory.rstrip(os.sep) + os.sep)


def _printable(raw: str) -> str:
    r"""Write what cannot be printed or encoded as escapes, as Python would: a line break, a byte that is no UTF-8.

    A backslash is doubled, so that no two names become one.
    """
    if raw.isprintable() and "\\" not in raw:
        return raw
    return "".join(
        character if character.isprintable() and character != "\\" else character.encode("unicode_escape").decode()
        for character in raw
    )
