"""What change mends a finding."""

from enum import StrEnum
from typing import NamedTuple

from importlint.model.location import Span


class Applicability(StrEnum):
    """Whether a fix may be applied without thinking."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    MANUAL = "manual"


class Edit(NamedTuple):
    """Replace one span of one file; an empty span inserts."""

    path: str
    span: Span
    replacement: str


class Fix(NamedTuple):
    """One remedy: a title in one line, concrete text (directories, import lines as they will read), and edits."""

    title: str
    applicability: Applicability = Applicability.MANUAL
    text: str = ""
    edits: tuple[Edit, ...] = ()
