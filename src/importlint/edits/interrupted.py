"""Whether a change was cut off: a look that every command can afford."""

from pathlib import Path

FOLDER = ".importlint-fix"  # in the project: the journal, and what it prepares
JOURNAL = "journal.json"


def is_interrupted(project: str) -> bool:
    """Return whether a change of the project was cut off and not undone."""
    return Path(project, FOLDER, JOURNAL).exists()
