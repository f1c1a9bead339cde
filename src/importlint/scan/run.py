"""Many files to facts."""

from collections.abc import Iterable
from concurrent.futures import Executor

from importlint.model.facts import FileFacts, Problem
from importlint.model.location import START
from importlint.model.tree import Tree
from importlint.scan.reader import read_facts


def scan_files(tree: Tree, paths: Iterable[str], executor: Executor | None = None) -> dict[str, FileFacts]:
    """Return the facts of files, by path, in order."""
    return {path: _scan_file(tree, path) for path in sorted(paths)}


def _scan_file(tree: Tree, path: str) -> FileFacts:
    try:
        data = tree.read(path)
    except OSError as error:
        return FileFacts(path=path, problem=Problem(START, f"cannot be read: {error.strerror or error}"))
    return read_facts(path, data)
