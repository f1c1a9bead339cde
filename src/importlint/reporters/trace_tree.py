"""A trace as a tree of imports, for a person to read."""

from collections.abc import Iterator, Sequence

from importlint.model.trace import ImportEvent, Trace, Verdict
from importlint.reporters.display import visible

_MARKS = {"ok": "", "failed": "  ✗ failed", "unknown": "  ? unknown"}


def render_tree(trace: Trace) -> str:
    """Return a trace as lines of text: the verdict, the imports below each other, the search path at the end."""
    return "".join(f"{visible(line)}\n" for line in _lines(trace))


def _lines(trace: Trace) -> Iterator[str]:
    yield f"{trace.entry}: {trace.verdict.value}"
    yield from _outcome(trace)
    if trace.events:
        yield ""
    yield from _tree(trace.events)
    if trace.search_path:
        yield ""
        yield "  sys.path at the end, the interpreter's own entries left out:"
        yield from (f"    {position}  {directory}" for position, directory in enumerate(trace.search_path))


def _outcome(trace: Trace) -> Iterator[str]:
    if trace.error is not None:
        yield f"  {trace.error.type}: {trace.error.message}"
        yield f"  raised at {trace.error.path}:{trace.error.line}"
    if trace.verdict is Verdict.UNKNOWN:
        yield f"  because {trace.reason}"


def _tree(events: Sequence[ImportEvent]) -> Iterator[str]:
    for event, branch in zip(events, reversed(_branches(events)), strict=True):
        timing = "" if event.timing == "eager" else f"  ({event.timing})"
        found = f"  → {event.resolved}" if event.resolved else ""
        yield f"  {branch}{_written(event)}  {event.path}:{event.line}{found}{timing}{_MARKS[event.outcome]}"


def _branches(events: Sequence[ImportEvent]) -> list[str]:
    """Return what stands before each import, from the last one to the first."""
    drawn: list[str] = []
    # For the import that has been passed and those around it, whether one follows in the same module body.
    follows: list[bool] = []
    for event in reversed(events):
        around = event.depth - 1
        follows += [False] * (event.depth - len(follows))
        above = "".join(["│  " if later else "   " for later in follows[:around]])
        drawn.append(above + ("├─ " if follows[around] else "└─ "))
        follows[around:] = [True]
    return drawn


def _written(event: ImportEvent) -> str:
    name = "." * event.level + event.name
    return f"from {name} import {', '.join(event.names)}" if event.names else f"import {name}"
