"""Source roots and the modules in them."""

from enum import StrEnum
from typing import NamedTuple


class Evidence(NamedTuple):
    """Where something was read: a path relative to the project, a line (0: the whole file or directory), a reason."""

    path: str
    line: int
    reason: str


class ModuleKind(StrEnum):
    """What a name under a source root is (CPython: Lib/importlib/_bootstrap_external.py, FileFinder.find_spec)."""

    PACKAGE = "package"
    MODULE = "module"
    NAMESPACE = "namespace"
    EXTENSION = "extension"


class ModuleId(NamedTuple):
    """A module as one source root knows it: the root's path and the dotted name under it.

    `app.core` of two services is two module ids; one file under two roots has two as well.
    """

    root: str
    name: str


class Module(NamedTuple):
    """One module: its id, the file that its import runs ("" for a namespace package), and its directory.

    directory: for a package or namespace portion the directory whose modules are its submodules, else "".
    """

    id: ModuleId
    path: str
    kind: ModuleKind
    directory: str = ""

    @property
    def package(self) -> str:
        """Return the package that its relative imports begin in, "" for none (CPython: ModuleSpec.parent)."""
        return self.id.name if self.kind is ModuleKind.PACKAGE else self.id.name.rpartition(".")[0]


class SourceRoot(NamedTuple):
    """A directory meant to be an entry of `sys.path`.

    path: relative to the project, "." for the project itself.
    project: the project directory (service) it belongs to, "." where there is none.
    names: top-level name -> module, sorted by name; what `import name` finds in this root alone.
    evidence: why it is a root, most explicit first.
    search_path: the roots that a process of its own project sees, in order, itself first.
    origin: the module of resolve/sources that its first evidence is from.
    nested: the roots below it whose modules somebody imports under names of this one as well (`services.a.app`).
    """

    path: str
    project: str
    names: tuple[Module, ...]
    evidence: tuple[Evidence, ...]
    search_path: tuple[str, ...]
    origin: str = ""
    nested: tuple[str, ...] = ()
