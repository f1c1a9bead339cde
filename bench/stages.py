"""Time how long it takes to come to each stage of a scan, beside `ruff analyze graph`, in whole processes and in turns.

python bench/stages.py [--corpus NAME] [--pairs N]; the stages are those of `stage.py`, and a scan without a cache.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import contenders
from corpora import CORPORA, provide
from paired import Contender, compare
from surroundings import describe_load, describe_machine

STAGES = {
    "list": "the list of files",
    "read": "their bytes",
    "lex": "the places of import statements",
    "facts": "facts",
    "graph": "source roots and graph",
}


def main(arguments: Sequence[str]) -> int:
    """Print a row for each stage of each corpus."""
    parser = argparse.ArgumentParser(prog="bench/stages.py", description=(__doc__ or "").partition("\n")[0])
    names = [corpus.name for corpus in CORPORA]
    parser.add_argument("--corpus", action="append", choices=names, dest="corpora", help="default: all")
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args(arguments)
    print(describe_machine(("importlint-scan", "ruff")))
    print(f"\n{options.pairs} pairs each; {describe_load()}\n")
    print("| tree | as far as | takes | ruff analyze graph | ratio | of processor time |")
    print("|---|---|---|---|---|---|")
    for corpus in CORPORA:
        if corpus.name in (options.corpora or names):
            directory = provide(corpus)
            for contender in stages(directory):
                measured = compare(contender, contenders.ruff(directory), rounds=options.pairs)
                clock, processor = measured.ratio
                times = f"{measured.first.clock:.2f} s | {measured.second.clock:.2f} s"
                print(f"| {corpus.name} | {contender.name} | {times} | {clock:.2f} | {processor:.2f} |", flush=True)
    return 0


def stages(directory: Path) -> Iterator[Contender]:
    """Yield processes that come ever farther, and at last a whole scan."""
    program = str(Path(__file__).with_name("stage.py"))
    for name, description in STAGES.items():
        yield Contender(description, (sys.executable, program, name), directory)
    scan = ("scan", "--isolated", "--fail-on", "never", "--no-cache", ".")
    yield Contender("machine, rules, report", (contenders.tool("importlint"), *scan), directory)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
