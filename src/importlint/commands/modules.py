"""Modules as a user writes them: a dotted name, a file, or a source root and a name."""

from collections.abc import Sequence
from pathlib import Path

from importlint.commands.places import in_project
from importlint.errors import UsageError
from importlint.model.root import Module, ModuleId
from importlint.project import Project


def find_module(text: str, project: Project, directory: str, *, seen_from: str | None = None) -> Module:
    """Return the module that a text means: `app.core`, `services/a:app.core` or `services/a/app/core.py`.

    directory: the project's, absolute. seen_from: a source root; a name that several roots have means the one that
    this root sees. Raises UsageError for a name that none or several have.
    """
    root, colon, name = text.rpartition(":")
    if colon:
        found = project.modules.get(ModuleId(root.rstrip("/") or ".", name))
        candidates = [found] if found else []
    else:
        candidates = [module for module in project.modules.values() if module.id.name == name]
    if not candidates and Path(text).is_file():
        candidates = list(project.modules_at(in_project(text, directory) or "")[:1])
    if len(candidates) > 1 and seen_from is not None:
        seen = project.resolver.resolve(seen_from, name).module
        candidates = [seen] if seen else candidates
    if len(candidates) != 1:
        raise _not_one(text, candidates, project)
    return candidates[0]


def shown_module(module: ModuleId, project: Project) -> str:
    """Return a module's name, with its root where the name alone would not say which one it is."""
    top = module.name.partition(".")[0]
    return f"{module.root}:{module.name}" if top in project.contested else module.name


def _not_one(text: str, candidates: Sequence[Module], project: Project) -> UsageError:
    if candidates:
        names = [f"{module.id.root}:{module.id.name}" for module in candidates]
        return UsageError(f"{text} is the name of {len(names)} modules", help=f"say which: {', '.join(names[:6])}")
    from difflib import get_close_matches  # noqa: PLC0415  (only this error needs it)

    nearest = get_close_matches(text.rpartition(":")[2], sorted({module.name for module in project.modules}), n=1)
    hint = f"did you mean {nearest[0]}? " if nearest else ""
    return UsageError(f"{text}: the project has no such module", help=f"{hint}A dotted name or a file is expected")
