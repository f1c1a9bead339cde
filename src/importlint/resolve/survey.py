"""What the sources of source roots are given, and what they answer with."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from importlint.model.facts import FileFacts
from importlint.model.names import top_level
from importlint.model.root import Evidence, Module
from importlint.model.tree import Tree
from importlint.resolve.directories import child, folder, inside, is_under, parent, upward
from importlint.resolve.metadata import Metadata
from importlint.resolve.provision import Namespaces, Ownership, is_importable, provided_names
from importlint.resolve.search_path import PathIndex
from importlint.resolve.uses import Use


class Claim(NamedTuple):
    """One reason why a directory is a source root.

    names: dotted names that are certain to be meant, in namespace packages too. whole: every directory in it that holds
    modules is meant as a namespace package.
    """

    directory: str
    evidence: Evidence
    names: frozenset[str] = frozenset()
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Survey:
    """A tree, as far as it is known before its roots are.

    config_roots: what the configuration names. marked: directories that hold a project file -> the most telling one.
    projects: those of them that are project directories. uses: what is imported from directories above the importer.
    claims: what the sources asked before have answered.
    """

    tree: Tree
    index: PathIndex
    metadata: Metadata
    facts: Mapping[str, FileFacts]
    config_roots: tuple[str, ...]
    marked: Mapping[str, str]
    projects: frozenset[str]
    uses: tuple[Use, ...]
    claims: tuple[Claim, ...] = ()

    @cached_property
    def used(self) -> dict[str, set[str]]:
        """Return the names that are imported from each directory."""
        names: dict[str, set[str]] = {}
        for use in self.uses:
            names.setdefault(use.directory, set()).add(use.name)
        return names

    def project_of(self, directory: str) -> str:
        """Return the nearest project directory around a directory, "." where there is none."""
        return next((above for above in upward(directory) if above in self.projects), ".")

    def is_package(self, directory: str) -> bool:
        """Return whether a directory holds an `__init__` module."""
        return "__init__" in self.index.names(directory)

    def outside(self, directory: str) -> str:
        """Return the first directory upward that is no package; an outermost package has an importable name."""
        while self.is_package(directory) and directory != ".":
            if not self.is_package(parent(directory)) and not is_importable(directory.rpartition("/")[2]):
                break
            directory = parent(directory)
        return directory

    def holds_modules(self, directory: str) -> bool:
        """Return whether a directory, apart from the projects in it, holds modules at any depth."""
        return Namespaces(self.index, self.projects, but=[directory]).holds_modules(directory)

    def ownership(self) -> Ownership:
        """Return which directory claimed so far each file belongs to."""
        return Ownership(self.index, self.provided(), self.nested())

    def unowned(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the directories of those files that no directory claimed so far provides, each with the first file."""
        ownership = self.ownership()
        found: dict[str, str] = {}
        for path in paths:
            if folder(path) not in found and ownership.owner(path) is None:
                found[folder(path)] = path
        return found

    def nested(self) -> dict[str, frozenset[str]]:
        """Return for each directory claimed so far those below it whose modules somebody imports under names of it."""
        roots = {claim.directory for claim in self.claims}
        around = {place for root in roots for place in upward(parent(root)) if place in roots and root != "."}
        reached: dict[str, set[str]] = {root: set() for root in roots}
        for claim in self.claims:
            for name in claim.names if claim.directory in around else ():
                place = child(claim.directory, name.replace(".", "/"))
                reached[claim.directory].update(above for above in upward(place) if above in roots)
        return {
            root: frozenset(place for place in places if is_under(place, root) and place != root)
            for root, places in reached.items()
        }

    def provided(self) -> dict[str, tuple[Module, ...]]:
        """Return what each directory claimed so far provides at its top level."""
        names: dict[str, set[str]] = {claim.directory: set() for claim in self.claims}
        for claim in self.claims:
            names[claim.directory].update(top_level(name) for name in claim.names)
        whole = {claim.directory for claim in self.claims if claim.whole}
        namespaces = Namespaces(self.index, names.keys())
        return {
            root: provided_names(root, self.index, namespaces, certain=certain, whole=root in whole)
            for root, certain in names.items()
        }


def claim_directory(
    survey: Survey, base: str, place: str, path: str, reason: str, *words: str, names: Iterable[str] = ()
) -> Iterator[Claim]:
    """Yield a claim for a directory that a project file names relative to `base`, if the tree has it.

    `words` lead to the line of the file. A directory that is no project itself is taken whole.
    """
    directory = inside(base, place)
    if directory is None:
        return
    evidence = survey.metadata.evidence(path, reason, *words)
    if survey.index.is_directory(directory):
        whole = directory not in survey.projects and directory != "."
        yield Claim(directory, evidence, frozenset(names), whole)
    else:
        survey.metadata.note(path, evidence.line, f"{path} names the directory `{place}`, which does not exist")
