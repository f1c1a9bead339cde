"""Small programs and what CPython does with them: 3.11, or 3.13 where their syntax is newer (cases.txt), or 3.15
(lazy_cases.txt).

tests/differential asks real interpreters again.
"""

import re
from pathlib import Path
from typing import NamedTuple

_CASE = re.compile(r"^## (.+)\nfirst: (.+)\nends: (.+)\n((?:(?!^#).*\n)*)", re.MULTILINE)


class Case(NamedTuple):
    """A tree, the module that is imported first, and how that ends: `ok`, or the exception with its place."""

    name: str
    entry: str
    outcome: str
    files: dict[str, str]


def read_cases(file: str) -> tuple[Case, ...]:
    """Read the cases of a file that stands beside this one."""
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    return tuple(Case(name, entry, outcome, _read_files(body)) for name, entry, outcome, body in _CASE.findall(text))


def _read_files(body: str) -> dict[str, str]:
    parts = re.split(r"^--- (.+)\n", body, flags=re.MULTILINE)
    return {path: text.strip("\n") + "\n" for path, text in zip(parts[1::2], parts[2::2], strict=True)}


CASES = read_cases("cases.txt")
LAZY_CASES = read_cases("lazy_cases.txt")
