"""The Python versions that a project's pyproject.toml supports."""

from collections.abc import Mapping
from typing import Any, Final

from importlint.patterns import regex

# A bound from below, PEP 440's or Poetry's; `>3.11` lets 3.11.1 pass.
_FROM_BELOW: Final = regex(r"(?:>=?|~=?|={2,3}|\^|^)\s*v?3\.(\d{1,2})(?!\d)")


def oldest_python(document: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return the oldest Python 3 that a pyproject.toml lets run its project, None if it does not say.

    `requires-python` (PEP 621), or Poetry's dependency `python`.
    """
    stated = _at(document, "project", "requires-python") or _at(document, "tool", "poetry", "dependencies", "python")
    if not isinstance(stated, str):
        return None
    oldest = [_oldest(alternative) for alternative in stated.split("||")]
    known = [version for version in oldest if version is not None]
    return min(known) if len(known) == len(oldest) else None


def _oldest(clauses: str) -> tuple[int, int] | None:
    found = [_FROM_BELOW.match(clause.strip()) for clause in clauses.split(",")]
    return max(((3, int(match[1])) for match in found if match), default=None)


def _at(document: Mapping[str, Any], *keys: str) -> Any:
    value: Any = document
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
