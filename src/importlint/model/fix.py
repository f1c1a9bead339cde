"""What change mends a finding."""

from dataclasses import dataclass
from enum import StrEnum

from importlint.model.location import Span


class Applicability(StrEnum):
    """Whether a fix may be applied without thinking."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replace one span of one file; an empty span inserts."""

    path: str
    span: Span
    replacement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One remedy: a title in one line, concrete text (directories, import lines as they will read), and edits."""

    title: str
    applicability: Applicability = Applicability.MANUAL
    text: str = ""
    edits: tuple[Edit, ...] = ()
