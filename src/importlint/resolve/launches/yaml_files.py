"""YAML files with the lines of their values; a broken file is noted and counts as empty.

PyYAML is imported when the first such file is read: most trees have none that matters (docs/decisions/).
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from importlint.patterns import regex
from importlint.resolve.metadata import Metadata

_MERGE = "tag:yaml.org,2002:merge"
_TELLING = regex(r"python|pytest|uvicorn|gunicorn|hypercorn|celery|flask|fastapi|streamlit|alembic|\bbuild:|\.sh\b")


class Value(NamedTuple):
    """A value: the text of a scalar, the entries of a mapping, or the items of a sequence; with its first line.

    tag: one of the file's own kind, such as GitLab's `!reference`, "" for a plain value.
    """

    line: int = 0
    text: str | None = None
    entries: Mapping[str, "Value"] = {}
    items: tuple["Value", ...] = ()
    tag: str = ""

    def at(self, *keys: str) -> "Value":
        """Return the value that some keys lead to; an empty one if there is none."""
        value = self
        for key in keys:
            value = value.entries.get(key, _NONE)
        return value

    def texts(self) -> Iterator[tuple[str, int]]:
        """Yield the scalars of a sequence, nested ones too, or the scalar that this is, each with its line."""
        if self.text is not None:
            yield self.text, self.line
        for item in self.items:
            yield from item.texts()


_NONE = Value()


def read_yaml(metadata: Metadata, path: str) -> Value:
    """Return the document of a file that names a program which runs Python; an empty value for any other file."""
    source = metadata.text(path)
    if not _TELLING.search(source):
        return _NONE
    import yaml  # noqa: PLC0415  (see above)

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _converted(yaml.compose(source, Loader=loader), {})
    except yaml.YAMLError as error:
        mark, what = getattr(error, "problem_mark", None), getattr(error, "problem", None) or error
        metadata.note(path, mark.line + 1 if mark is not None else 1, f"{path} is not valid YAML: {what}")
    except RecursionError:
        metadata.note(path, 1, f"{path} is nested too deeply")
    return _NONE


def _converted(node: Any, known: dict[int, Value]) -> Value:
    """Return a node as a value; one that holds itself is empty there."""
    if node is None:
        return _NONE
    if id(node) not in known:
        known[id(node)] = _NONE
        line = node.start_mark.line + 1
        if node.id == "scalar":
            known[id(node)] = Value(line + (node.style in {"|", ">"}), str(node.value))
        elif node.id == "sequence":
            tag = node.tag if node.tag.startswith("!") else ""
            known[id(node)] = Value(line, items=tuple(_converted(item, known) for item in node.value), tag=tag)
        else:
            known[id(node)] = Value(line, entries=_entries(node, known))
    return known[id(node)]


def _entries(node: Any, known: dict[int, Value]) -> dict[str, Value]:
    """Return the entries of a mapping; its own come before those that it merges (`<<`)."""
    merged: dict[str, Value] = {}
    own: dict[str, Value] = {}
    for key, value in node.value:
        if key.tag == _MERGE:
            found = _converted(value, known)
            for each in found.items or (found,):
                merged = {**each.entries, **merged}
        elif key.id == "scalar":
            own[str(key.value)] = _converted(value, known)
    return {**merged, **own}
