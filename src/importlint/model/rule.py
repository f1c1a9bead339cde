"""What a rule says of itself."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a finding is; ERROR only where we are certain."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Return 3 for an error, 2 for a warning, 1 for a note."""
        return {"error": 3, "warning": 2, "note": 1}[self.value]


class Family(StrEnum):
    """Headings of the documentation, in order."""

    NAMES = "names and roots"
    CYCLES = "cycles"
    DEFERRED = "deferred and dynamic"
    PATHS = "search path and loaders"
    BROKEN = "cannot work"
    CONTRACTS = "declared boundaries"


class RuleInfo(NamedTuple):
    """A rule's metadata; `help` is the docstring of its module: a summary line, why it hurts, Bad, Good, Fix.

    precision: how seldom a finding is wrong, as SARIF viewers sort it: `very-high`, `high`, `medium` or `low`.
    """

    name: str
    family: Family
    severity: Severity
    help: str
    since: str
    precision: str = "high"

    @property
    def summary(self) -> str:
        """Return the first line of the help."""
        return self.help.strip().partition("\n")[0].strip()

    @property
    def body(self) -> str:
        """Return the help after its first line."""
        return self.help.strip().partition("\n")[2].strip()
