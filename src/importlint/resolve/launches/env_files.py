"""Environment files: `.env` and its like, lines `NAME=value` that a program reads before it starts another.

The format is the one that Docker Compose, python-dotenv and editors share
(https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax).
"""

import re
from collections.abc import Mapping

from importlint.model.root import Evidence
from importlint.patterns import regex
from importlint.resolve.metadata import Metadata

_LINE = regex(
    r"""^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*
    (?:'([^'\n]*)' | "((?:[^"\\]|\\.)*)" | ([^\n#]*(?:(?<=\S)\#[^\n#]*)*))""",
    re.VERBOSE | re.MULTILINE,
)
_REFERENCE = regex(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^{}]*))?\})")


def read_env_file(metadata: Metadata, path: str, given: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """Return what a file sets, None for a value that is not known; {} if there is no such file.

    given: the variables that its references mean. The file may be one that the listing of the tree leaves out.
    """
    found: dict[str, str | None] = {}
    for line in _LINE.finditer(metadata.unlisted_text(path)):
        literal, quoted, bare = line[2], line[3], line[4]
        if literal is not None:
            found[line[1]] = literal
        else:
            text = quoted if quoted is not None else bare.strip()
            found[line[1]] = _expanded(text, {**given, **found})
    return found


def path_evidence(metadata: Metadata, path: str) -> tuple[Evidence, ...]:
    """Return the line of a file that sets PYTHONPATH, if one does."""
    text = metadata.unlisted_text(path)
    starts = (line.start(1) for line in _LINE.finditer(text) if line[1] == "PYTHONPATH")
    return tuple(Evidence(path, text.count("\n", 0, start) + 1, "sets PYTHONPATH") for start in starts)


def _expanded(text: str, variables: Mapping[str, str | None]) -> str | None:
    """Return a text with its references replaced; a PYTHONPATH that nothing sets is taken to be empty."""
    known = {"PYTHONPATH": "", **variables}
    pieces: list[str] = []
    end = 0
    for reference in _REFERENCE.finditer(text):
        value = known.get(reference[1] or reference[2])
        value = reference[3] if not value and reference[3] is not None else value
        if value is None:
            return None
        pieces += [text[end : reference.start()], value]
        end = reference.end()
    return "".join((*pieces, text[end:]))
