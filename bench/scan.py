"""Time a scan of the sample monorepo, or of another directory, without a cache, against `python -c "import click"`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from paired import Contender, compare, report

SAMPLE = Path(__file__).parent.parent / "samples" / "two-services"
LIMIT_SECONDS = 0.2


def main(arguments: Sequence[str]) -> int:
    """Print the comparison; fail when the scan of the sample takes longer than the limit."""
    target = Path(arguments[0]) if arguments else SAMPLE
    command = (sys.executable, "-m", "importlint", "scan", "--no-cache", "--fail-on", "never", str(target))
    scan = Contender(f"importlint scan {target.name}", command)
    click = Contender('python -c "import click"', (sys.executable, "-c", "import click"))
    comparison = compare(scan, click, rounds=21)
    report(scan, click, comparison)
    if target != SAMPLE:
        return 0
    print(f"limit: {LIMIT_SECONDS * 1000:.0f} ms")
    return int(comparison.first.processor > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
