"""How a report is to be rendered."""

from enum import StrEnum
from typing import NamedTuple


class GroupBy(StrEnum):
    """What the headings of a text report are."""

    RULE = "rule"
    FILE = "file"


class Options(NamedTuple):
    """The wishes of the user; each reporter reads those that concern it.

    quiet: one line for each finding. verbose: everything, however long. statistics: a table of counts by rule.
    width: columns of the terminal; 0 for a file or a pipe, where lines are not wrapped. seconds: how long the scan
    took, None to leave it out. sarif_category: the upload category of GitHub code scanning, "" for none.
    sarif_suppressed: write suppressed and accepted findings too, marked as such.
    """

    quiet: bool = False
    verbose: bool = False
    statistics: bool = False
    group_by: GroupBy = GroupBy.RULE
    color: bool = False
    width: int = 0
    seconds: float | None = None
    sarif_category: str = ""
    sarif_suppressed: bool = False
