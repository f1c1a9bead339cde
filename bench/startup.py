"""Time `importlint --version` against `python -c "import click"`, in whole processes."""

import sys
from collections.abc import Sequence

from paired import Contender, compare, report

LIMIT = 1.5


def main(arguments: Sequence[str] = ()) -> int:  # noqa: ARG001
    """Print the comparison; fail when start-up is slower than the limit."""
    importlint = Contender("importlint --version", (sys.executable, "-m", "importlint", "--version"))
    click = Contender('python -c "import click"', (sys.executable, "-c", "import click"))
    comparison = compare(importlint, click, rounds=41)
    report(importlint, click, comparison)
    print(f"limit of the ratio: {LIMIT}")
    return int(comparison.ratio.processor > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
