"""A planned change as a diff that `git apply` takes (git: Documentation/diff-generate-patch.txt)."""

import difflib
from collections.abc import Iterator, Sequence

from importlint.edits.overlay import edited_files
from importlint.model.change import ChangeSet, NewFile, is_within
from importlint.model.tree import Tree

_NO_LINE_END = "\\ No newline at end of file\n"


def diff_changes(tree: Tree, changes: ChangeSet) -> Iterator[str]:
    """Yield the diff of each file that a change touches, by the path that it had; new files come last.

    A moved file that stays as it is has the two lines `rename from` and `rename to`.
    """
    edited = edited_files(tree, changes.edits)
    for path in tree.files:
        if any(is_within(path, removal) for removal in changes.removals):
            yield _removed(path, _text(tree.read(path)))
        else:
            target = changes.target_of(path)
            new = edited.get(path)
            if new is not None or target != path:
                yield _changed(path, target, tree.read(path) if new is not None else b"", new or b"")
    for file in changes.new_files:
        yield _created(file)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _removed(path: str, text: str) -> str:
    head = f"diff --git a/{path} b/{path}\ndeleted file mode 100644\n"
    return head + "".join(_hunks(f"a/{path}", "/dev/null", text, ""))


def _changed(path: str, target: str, old: bytes, new: bytes) -> str:
    moved = f"similarity index {'100' if old == new else '50'}%\nrename from {path}\nrename to {target}\n"
    hunks = _hunks(f"a/{path}", f"b/{target}", _text(old), _text(new))
    return "".join((f"diff --git a/{path} b/{target}\n", moved if target != path else "", *hunks))


def _created(file: NewFile) -> str:
    mode = "100755" if file.executable else "100644"
    head = f"diff --git a/{file.path} b/{file.path}\nnew file mode {mode}\n"
    return head + "".join(_hunks("/dev/null", f"b/{file.path}", "", file.text))


def _hunks(old_name: str, new_name: str, old: str, new: str) -> Iterator[str]:
    for line in difflib.unified_diff(_lines(old), _lines(new), old_name, new_name):
        yield line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}"


def _lines(text: str) -> Sequence[str]:
    r"""Split after each "\n" only, as git does; a "\r" before it is part of the line."""
    pieces = [f"{piece}\n" for piece in text.split("\n")]
    pieces[-1] = pieces[-1][:-1]
    return pieces if pieces[-1] else pieces[:-1]
