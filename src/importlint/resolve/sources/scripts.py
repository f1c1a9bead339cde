"""Directories of scripts: Python puts the directory of the script that it runs first on the search path.

CPython: Doc/library/sys_path_init.rst.
"""

from collections.abc import Iterator

from importlint.model.root import Evidence
from importlint.resolve.directories import folder
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories of scripts that no root found so far provides, unless they are packages."""
    ownership = survey.ownership()
    seen: set[str] = set()
    for path, facts in sorted(survey.facts.items()):
        directory = folder(path)
        if directory in seen or survey.is_package(directory) or ownership.owner(path) is not None:
            continue
        if facts.main_guard is not None or facts.shebang:
            seen.add(directory)
            line = facts.main_guard.line if facts.main_guard else 1
            yield Claim(
                directory, Evidence(path, line, "a script, which Python runs with its directory first on the path")
            )
