"""All benchmarks, or one of them: python bench [startup|scan|machine|loader|beside|stages|growth] [ARGUMENTS...]."""

import sys
from collections.abc import Sequence

import beside
import growth
import loader
import machine
import scan
import stages
import startup

BENCHMARKS = {
    "startup": startup.main,
    "scan": scan.main,
    "machine": machine.main,
    "loader": loader.main,
    "beside": beside.main,
    "stages": stages.main,
    "growth": growth.main,
}


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark that is named, with the arguments after its name, or all of them; fail if one does."""
    if arguments:
        if arguments[0] not in BENCHMARKS:
            raise SystemExit(f"{arguments[0]}: no such benchmark; there are {', '.join(BENCHMARKS)}")
        return BENCHMARKS[arguments[0]](arguments[1:])
    failed = []
    for name, run in BENCHMARKS.items():
        print(f"\n## {name}\n", flush=True)
        if run(()):
            failed.append(name)
    print(f"\nbeyond a limit: {', '.join(failed)}" if failed else "\nall within their limits")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
