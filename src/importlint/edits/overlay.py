"""A tree after a change, in memory: what a scan of the changed project will see."""

from collections import defaultdict
from collections.abc import Iterable

from importlint.edits.text import apply_edits
from importlint.errors import FixError
from importlint.model.change import ChangeSet, is_within
from importlint.model.fix import Edit
from importlint.model.tree import Tree


def changed_tree(tree: Tree, changes: ChangeSet) -> Tree:
    """Return a tree with a change made; raises FixError for a change that cannot be made."""
    edited = edited_files(tree, changes.edits)
    kept = [path for path in tree.files if not any(is_within(path, removal) for removal in changes.removals)]
    targets = {changes.target_of(path) for path in kept}
    if len(targets) < len(kept):
        raise FixError("two files would get one path", help="choose another name or place")
    created = {file.path: file.text.encode() for file in changes.new_files}
    if existing := sorted(targets & created.keys()):
        raise FixError(f"{existing[0]} exists already", help="choose another name or place")

    def read(path: str) -> bytes:
        if path in created:
            return created[path]
        origin = changes.origin_of(path)
        if origin is None:
            raise FileNotFoundError(path)
        return edited[origin] if origin in edited else tree.read(origin)

    # What the file system says of files is not true of this tree: no stamps, and nothing that was searched on the disk.
    files = tuple(sorted((*targets, *created)))
    return Tree(files=files, read=read, diagnostics=tree.diagnostics, ignores=tree.ignores)


def edited_files(tree: Tree, edits: Iterable[Edit]) -> dict[str, bytes]:
    """Return the new contents of the files that edits touch, by their paths before any move."""
    by_path: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_path[edit.path].append(edit)
    return {path: apply_edits(path, tree.read(path), found) for path, found in sorted(by_path.items())}
