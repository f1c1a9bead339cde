"""Time scans of public packages beside other tools, in whole processes and in turns.

python bench/beside.py [--corpus NAME] [--against TOOL] [--state STATE] [--pairs N]; each option but the last can be
repeated. Fails where a ratio is beyond its limit.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import contenders
from corpora import CORPORA, Corpus, provide, size_of
from memory import peak_memory
from paired import Comparison, Contender, compare
from surroundings import describe_load, describe_machine

SAMPLE = Path(__file__).parent.parent / "samples" / "two-services"
TOOLS = ("ruff", "import-linter", "tach", "pydeps", "pylint")
STATES = ("cold", "warm", "a function changed", "an import changed")

# What a ratio of times on the clock may be; the other ratios are told, and that is all.
LIMITS = {
    ("homeassistant", "cold", "ruff"): 0.8,
    ("homeassistant", "warm", "ruff"): 0.25,
    ("homeassistant", "a function changed", "ruff"): 0.35,
    ("homeassistant", "an import changed", "ruff"): 0.35,
    ("ansible", "cold", "ruff"): 0.8,
    ("django", "cold", "ruff"): 1.5,
    ("sympy", "cold", "ruff"): 1.5,
    ("two-services", "cold", "import-linter"): 0.6,
}

# Tools that take minutes for what the others do in seconds are measured where that is bearable.
PATIENT = {"pylint": {"django"}, "pydeps": {"django", "sympy", "sqlalchemy"}}


class Case(NamedTuple):
    """A pair to measure."""

    tree: str
    state: str
    importlint: Contender
    tool: str
    other: Contender


def main(arguments: Sequence[str]) -> int:
    """Print a table with a row for each pair; fail if one is beyond its limit."""
    options = read_options(arguments)
    print(describe_machine(("importlint-scan", "ruff", "import-linter", "grimp", "tach", "pydeps", "pylint")))
    print(f"\n{options.pairs} pairs each; {describe_load()}\n")
    print("| tree | cache | importlint | beside | takes | ratio | of processor time | memory | its | limit |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    beyond = 0
    with TemporaryDirectory() as scratch:
        for case in cases(options, Path(scratch)):
            comparison = compare(case.importlint, case.other, rounds=options.pairs)
            limit = LIMITS.get((case.tree, case.state, case.tool))
            beyond += limit is not None and comparison.ratio.clock > limit
            print(row(case, comparison, limit), flush=True)
    print(f"\n{describe_load()}")
    return int(beyond > 0)


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench/beside.py", description=(__doc__ or "").partition("\n")[0])
    trees = ["two-services", *(corpus.name for corpus in CORPORA)]
    parser.add_argument("--corpus", action="append", choices=trees, dest="corpora", help="default: all")
    parser.add_argument("--against", action="append", choices=TOOLS, dest="tools", help="default: all")
    parser.add_argument("--state", action="append", choices=STATES, dest="states", help="of the cache; default: all")
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args(arguments)
    options.corpora = options.corpora or trees
    options.tools = options.tools or TOOLS
    options.states = options.states or STATES
    return options


def cases(options: argparse.Namespace, scratch: Path) -> Iterator[Case]:
    """Yield the pairs that were asked for; files are fetched and changed while the pairs are taken."""
    if "two-services" in options.corpora:
        yield from sample_cases(options, scratch)
    for corpus in CORPORA:
        if corpus.name in options.corpora:
            yield from corpus_cases(corpus, options, scratch)


def sample_cases(options: argparse.Namespace, scratch: Path) -> Iterator[Case]:
    """Yield the pairs for the sample, of which import-linter sees one package only."""
    if "import-linter" in options.tools:
        copy = Path(shutil.copytree(SAMPLE, scratch / "copy"))
        other = contenders.import_linter(copy / "services/pillars-service", "app", "app.main", "app.core", scratch)
        with contenders.states(copy, "scripts/run_all.py", scratch / "two-services") as states:
            for state in options.states:
                yield Case("two-services", state, states[state], "import-linter", other)


def corpus_cases(corpus: Corpus, options: argparse.Namespace, scratch: Path) -> Iterator[Case]:
    """Yield the pairs for one corpus: ruff beside every state of the cache, the others beside a cold one."""
    directory = provide(corpus)
    files, size = size_of(directory)
    print(f"| *{corpus.name} {corpus.version}: {files:,} files, {size / 1e6:.1f} MB* |")
    others = {
        "ruff": contenders.ruff(directory),
        "import-linter": contenders.import_linter(directory, corpus.package, corpus.upper, corpus.lowest, scratch),
        "tach": contenders.tach(directory, corpus.package, corpus.lowest),
        "pydeps": contenders.pydeps(directory, corpus.package),
        "pylint": contenders.pylint(directory, corpus.package),
    }
    with contenders.states(directory, corpus.changed, scratch / corpus.name) as states:
        for tool in TOOLS:
            if tool not in options.tools or corpus.name not in PATIENT.get(tool, {corpus.name}):
                continue
            for state in STATES if tool == "ruff" else ("cold",):
                if state in options.states:
                    yield Case(corpus.name, state, states[state], tool, others[tool])


def row(case: Case, comparison: Comparison, limit: float | None) -> str:
    """Return what was measured as a row of the table."""
    ratio = comparison.ratio
    cells = (
        case.tree,
        case.state,
        f"{comparison.first.clock:.2f} s",
        case.other.name,
        f"{comparison.second.clock:.2f} s",
        f"{ratio.clock:.2f}",
        f"{ratio.processor:.2f}",
        f"{peak_memory(case.importlint) / 1e6:.0f} MB",
        f"{peak_memory(case.other) / 1e6:.0f} MB",
        "" if limit is None else f"{limit} {'kept' if ratio.clock <= limit else 'BROKEN'}",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
