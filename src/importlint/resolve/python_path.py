"""Read what PYTHONPATH is set to, line by line, in whatever kind of file: Dockerfile, Makefile, shell script, YAML."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from importlint.patterns import regex

_ASSIGNMENT = regex(r"""\bENV\s+PYTHONPATH\s+(?=[^=\s])|\bPYTHONPATH["']?\s*[:?+]?=\s*|\bPYTHONPATH["']?\s*:\s+""")
_QUOTED = regex(r""" "([^"]*)" | '([^']*)' """, re.VERBOSE)
_BARE = regex(r"""(?:\$\{\{.*?\}\} | \$\([^)]*\) | \$\{[^}]*\} | [^\s"';&|,])+""", re.VERBOSE)
_CHANGE = regex(r"\bcd\s+([\w./-]+)\s*(?:&&|;)")

# The old value, in the spelling of shells, make, Windows and workflows.
_ITSELF = regex(
    r"""\$\{\{\s*env\.PYTHONPATH\s*\}\} | \$\$?\{PYTHONPATH(?::?[-+?][^}]*)?\} | \$\(PYTHONPATH\) | \$\$?PYTHONPATH\b
    | %PYTHONPATH% | \{env:PYTHONPATH(?::[^}]*)?\}""",
    re.VERBOSE,
)
# The working directory or the directory of the repository, in the spelling of shells, make, tox, editors and workflows.
_HERE = regex(
    r"""\$\$?\((?:shell\s+)?pwd\) | `pwd` | \$\$?\{PWD\} | \$\$?PWD\b | \$\(PWD\) | \$[({]CURDIR[)}]
    | \$\{\{\s*github\.workspace\s*\}\} | \$\{?GITHUB_WORKSPACE\b\}? | \$\{?CI_PROJECT_DIR\b\}?
    | \$\{workspace(?:Folder|Root)\} | \{toxinidir\} | \{tox_root\} | \$\(git\s+rev-parse\s+--show-toplevel\)""",
    re.VERBOSE,
)


class PythonPath(NamedTuple):
    """One line that sets PYTHONPATH: its number, the entries that are known, and the directory of a `cd` before it."""

    line: int
    entries: tuple[str, ...]
    change: str


def read_python_paths(text: str) -> Iterator[PythonPath]:
    """Yield what each line of a file sets PYTHONPATH to."""
    if "PYTHONPATH" not in text:
        return
    for number, line in enumerate(text.splitlines(), 1):
        found = _ASSIGNMENT.search(line)
        if found is not None and not line.lstrip().startswith(("#", "//")):
            change = _CHANGE.search(line, 0, found.start())
            entries = _entries(_value(line, found))
            if entries:
                yield PythonPath(number, entries, change[1] if change else "")


def _value(line: str, assignment: re.Match[str]) -> str:
    quoted = _QUOTED.match(line, assignment.end())
    if quoted is not None:
        return quoted[1] or quoted[2] or ""
    # The quotes may be around the whole assignment: `ENV "PYTHONPATH=/app"`, `- "PYTHONPATH=/app"`.
    bare = _BARE.match(line, assignment.end())
    return bare[0] if bare is not None else ""


def _entries(value: str) -> tuple[str, ...]:
    """Return the entries of a value, `.` for the working directory; one with another variable in it is not known."""
    entries = _HERE.sub(".", _ITSELF.sub("", value)).replace(";", ":").split(":")
    known = (entry.strip() for entry in entries if not re.search(r"[$`%{}()]", entry))
    return tuple(dict.fromkeys(entry for entry in known if entry))
