"""Time `importlint --version` against `python -c "import click"`, in whole processes."""

import sys

from paired import compare, report

LIMIT = 1.5


def main() -> int:
    """Print the comparison; fail when start-up is slower than the limit."""
    importlint = [sys.executable, "-m", "importlint", "--version"]
    click = [sys.executable, "-c", "import click"]
    comparison = compare(importlint, click, rounds=41)
    report("importlint --version", 'python -c "import click"', comparison)
    print(f"limit of the ratio: {LIMIT}")
    return int(comparison.ratio.processor > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
