"""Directories of scripts: Python puts the directory of the script that it runs first on the search path.

CPython: Doc/library/sys_path_init.rst.
"""

from collections.abc import Iterator

from importlint.model.root import Evidence
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories of scripts that no root found so far provides, unless they are packages."""
    scripts = (path for path, facts in sorted(survey.facts.items()) if facts.main_guard is not None or facts.shebang)
    for directory, path in survey.unowned(scripts).items():
        if not survey.is_package(directory):
            guard = survey.facts[path].main_guard
            reason = "a script, which Python runs with its directory first on the path"
            yield Claim(directory, Evidence(path, guard.line if guard else 1, reason))
