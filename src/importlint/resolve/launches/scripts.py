"""Launches read from Python files: scripts, and modules of packages that have a main guard."""

from collections.abc import Iterator

from importlint.model.facts import FileFacts
from importlint.model.launch import Launch, LaunchKind
from importlint.model.root import Evidence, SourceRoot
from importlint.resolve.directories import folder
from importlint.resolve.launches.known import Known

# Directories whose files are run; "." is the project's own.
_SCRIPT_DIRECTORIES = frozenset(
    {".", "bin", "cli", "cron", "hack", "jobs", "ops", "script", "scripts", "tool", "tools"},
)


def find(known: Known) -> Iterator[Launch]:
    """Yield a launch for each file with a main guard, a shebang, or an edit of `sys.path` among scripts.

    A file that stands in no package is run as `python FILE`: entry 0 of its search path is its own directory. One in a
    package is run as `python -m NAME` from its source root, if it says itself that it is run at all.
    """
    for path, found in known.facts.items():
        evidence = _evidence(path, found)
        if not evidence:
            continue
        if "__init__" not in known.index.names(folder(path)):
            yield _script(path, evidence, known.seen_from(path))
        elif found.main_guard is not None:
            yield from _modules(path, evidence, known.root_of(path))


def _evidence(path: str, found: FileFacts) -> tuple[Evidence, ...]:
    if found.main_guard is not None:
        return (Evidence(path, found.main_guard.line, "has a main guard"),)
    if found.shebang:
        return (Evidence(path, 1, "begins with #!"),)
    edits = [edit for edit in found.path_edits if not edit.context.owner]
    if edits and folder(path).rpartition("/")[2] in _SCRIPT_DIRECTORIES:
        return (Evidence(path, edits[0].span.line, "edits sys.path at its top level"),)
    return ()


def _script(path: str, evidence: tuple[Evidence, ...], installed: tuple[str, ...]) -> Launch:
    return Launch(
        name=path,
        kind=LaunchKind.SCRIPT,
        entry=path,
        cwd=".",
        python_path=(),
        search_path=(folder(path), *installed),
        command=f"python {path}",
        evidence=evidence,
    )


def _modules(path: str, evidence: tuple[Evidence, ...], root: SourceRoot | None) -> Iterator[Launch]:
    if root is None:
        return
    inside = path if root.path == "." else path[len(root.path) + 1 :]
    name = inside.removesuffix(".py").removesuffix("/__main__").replace("/", ".")
    if not all(part.isidentifier() for part in name.split(".")):
        return
    yield Launch(
        name=f"{root.path}: {name}" if root.path != "." else name,
        kind=LaunchKind.MODULE,
        entry=name,
        cwd=root.path,
        python_path=(),
        search_path=root.search_path,
        command=f"cd {root.path} && python -m {name}" if root.path != "." else f"python -m {name}",
        evidence=evidence,
    )
