"""Time `importlint scan` on the sample monorepo, or on another directory, against `python -c "import click"`."""

import sys
from pathlib import Path

from paired import compare, report

SAMPLE = Path(__file__).parent.parent / "samples" / "two-services"
LIMIT_SECONDS = 0.35


def main() -> int:
    """Print the comparison; fail when the scan of the sample takes longer than the limit."""
    target = sys.argv[1] if len(sys.argv) > 1 else str(SAMPLE)
    scan = [sys.executable, "-m", "importlint", "scan", target]
    click = [sys.executable, "-c", "import click"]
    comparison = compare(scan, click, rounds=21, statuses=frozenset({0, 1}))
    report(f"importlint scan {Path(target).name}", 'python -c "import click"', comparison)
    if target != str(SAMPLE):
        return 0
    print(f"limit: {LIMIT_SECONDS * 1000:.0f} ms")
    return int(comparison.first.processor > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
