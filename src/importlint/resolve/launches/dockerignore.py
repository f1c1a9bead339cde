"""What a `.dockerignore` keeps out of the context that a Dockerfile copies from.

https://docs.docker.com/build/concepts/context/#dockerignore-files
"""

import re
from typing import NamedTuple

from importlint.resolve.directories import child, folder, is_under, parts_below
from importlint.resolve.metadata import Metadata


class Ignored(NamedTuple):
    """The patterns of a context in order, each with whether it excludes; the last one that matches counts."""

    context: str = "."
    patterns: tuple[tuple[re.Pattern[str], bool], ...] = ()

    def covers(self, path: str) -> bool:
        """Return whether a file of the tree is left out."""
        if not self.patterns or not is_under(path, self.context):
            return False
        parts = parts_below(path, self.context)
        places = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        excluded = False
        for pattern, excludes in self.patterns:
            if excluded != excludes and any(pattern.fullmatch(place) for place in places):
                excluded = excludes
        return excluded


def read_ignored(metadata: Metadata, dockerfile: str, context: str) -> Ignored:
    """Return what is left out of a context; a file named after the Dockerfile counts more than the context's own."""
    own = child(folder(dockerfile), f"{dockerfile.rpartition('/')[2]}.dockerignore")
    path = own if metadata.exists(own) else child(context, ".dockerignore")
    lines = (line.strip() for line in metadata.text(path).splitlines())
    return Ignored(context, tuple(_pattern(line) for line in lines if line.strip("!/") and not line.startswith("#")))


def _pattern(line: str) -> tuple[re.Pattern[str], bool]:
    """Translate a line: `*` and `?` stop at a slash, `**` does not (Go: path/filepath, Match)."""
    text = line.removeprefix("!").strip().removeprefix("./").strip("/")
    pieces = []
    for piece in re.findall(r"\*\*/?|\*|\?|\[[^\]]*\]|\\.|.", text):
        known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(piece)
        if known is None:
            is_class = piece.startswith("[") and len(piece) > 1
            known = piece if is_class else re.escape(piece[-1])
        pieces.append(known)
    return re.compile("".join(pieces)), not line.startswith("!")
