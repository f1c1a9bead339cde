"""One result of one rule at one place."""

from typing import NamedTuple

from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.rule import Severity


class Step(NamedTuple):
    """A place that belongs to a finding and what happens there: a provider of a name, an edge of a cycle."""

    location: Location
    message: str


class Finding(NamedTuple):
    """One result of one rule at one place.

    message: one sentence about this code, lower case at the start, names verbatim, no full stop.
    subject: what the finding is about in words that survive unrelated edits (importer, imported, name), without line
        numbers; with the rule and the path it makes the fingerprint.
    related: the other places. flow: the steps of a cycle or trace, in order; () where order says nothing.
    cycle: for a cycle, the module names around it, the first one not repeated at the end; else ().
    launches: names of the launches in which it happens; () where it does not depend on one.
    reproduce: a command line that shows the failure, "" where none is known.
    fingerprint: set by the engine; 16 hexadecimal digits.
    """

    rule: str
    severity: Severity
    message: str
    location: Location
    subject: tuple[str, ...]
    related: tuple[Step, ...] = ()
    flow: tuple[Step, ...] = ()
    cycle: tuple[str, ...] = ()
    launches: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    reproduce: str = ""
    fingerprint: str = ""
