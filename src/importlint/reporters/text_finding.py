"""One finding as text: message, excerpt, and what belongs to it, hung on one vertical line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.wording import count
from importlint.reporters.cycle_edges import cycle_edges
from importlint.reporters.diff import DiffLine, Hunk, diff_edits
from importlint.reporters.display import expand, place_in_project, visible, visible_line, width, wrap
from importlint.reporters.excerpt import Lines, marked_lines, marks_nothing, statement_at
from importlint.reporters.paint import INK_OF_SEVERITY, Ink, Paint
from importlint.reporters.text_excerpt import draw_excerpt

# How many modules of a cycle, steps and related places are shown unless everything is asked for.
SHOWN = 8

# How many lines of a fix are shown, likewise.
FIX_LINES = 16

# A source line longer than this is cut even where the terminal's width is unknown: minified files have megabytes.
LONGEST_LINE = 160


class FindingView(NamedTuple):
    """What all findings of a report are shown with; commands: of the launches, by name."""

    lines: Lines
    paint: Paint
    columns: int
    verbose: bool
    commands: Mapping[str, str]


class Section(NamedTuple):
    """Something that belongs to a finding: a word in the margin and painted lines beside it."""

    label: str
    lines: list[str]


def finding_lines(finding: Finding, view: FindingView) -> Iterator[str]:
    """Yield the lines of one finding."""
    yield from _message(finding, view)
    excerpt = [] if marks_nothing(finding.location) else marked_lines(view.lines, finding.location)
    margin = max((len(str(line.number)) for line in excerpt), default=1) + 2
    sections = _sections(finding, view, (view.columns or LONGEST_LINE) - margin - 9)
    corner = "╭─" if excerpt or sections else "──"
    yield f"{' ' * margin}{view.paint(corner, Ink.FRAME)} {view.paint(_place(finding.location), Ink.STRONG)}"
    columns = (view.columns or LONGEST_LINE) - margin - 2
    yield from draw_excerpt(excerpt, margin, columns, view.paint, INK_OF_SEVERITY[finding.severity])
    yield from _hang(sections, margin, view.paint)


def _hang(sections: Sequence[Section], margin: int, paint: Paint) -> Iterator[str]:
    """Yield sections hung on the line that the excerpt began."""
    bar = " " * margin + paint("│", Ink.FRAME)
    for number, (label, lines) in enumerate(sections, 1):
        last = number == len(sections)
        hook = " " * margin + paint("╰─" if last else "├─", Ink.FRAME)
        yield bar
        yield f"{hook} {paint(f'{label:<5}', Ink.FAINT)} {lines[0]}"
        for line in lines[1:]:
            yield f"{' ' * (margin + 1) if last else bar}        {line}".rstrip()


def _message(finding: Finding, view: FindingView) -> Iterator[str]:
    indent = " " * (len(finding.severity) + 2)
    first, *rest = wrap(visible(finding.message), view.columns and view.columns - len(indent))
    yield f"{view.paint(finding.severity, INK_OF_SEVERITY[finding.severity])}: {view.paint(first, Ink.STRONG)}"
    for line in rest:
        yield indent + view.paint(line, Ink.STRONG)


def _place(location: Location) -> str:
    return f"{visible(location.path)}:{location.span.line}:{location.span.column}"


def _sections(finding: Finding, view: FindingView, columns: int) -> list[Section]:
    limit = columns if view.columns else 0
    found = [*_cycle(finding, view), *_trace(finding, view, limit), *_related(finding, view, limit)]
    found.extend(_launches(finding, view))
    found.extend(Section("fix", list(_fix(fix, view, limit))) for fix in finding.fixes)
    if finding.reproduce:
        found.append(Section("try", [view.paint(visible(finding.reproduce), Ink.STRONG)]))
    return found


def _cycle(finding: Finding, view: FindingView) -> Iterator[Section]:
    """Draw a cycle as a chain whose end leads back to its beginning."""
    if not finding.cycle:
        return
    faint = Ink.FAINT
    names = [visible(name) for name in finding.cycle]
    edges = [_edge(step, view) for step in cycle_edges(finding)] or [""] * len(names)
    shown = len(names) if view.verbose else SHOWN
    lines = []
    for position, (name, edge) in enumerate(zip(names[:shown], edges, strict=False)):
        last = position == len(names) - 1
        lines.append(f"{view.paint('╭─▶' if position == 0 else '│  ', faint)} {view.paint(name, Ink.STRONG)}")
        lines.append(f"{view.paint('╰─────╯' if last else '│     │', faint)}  {edge}".rstrip())
        if not last:
            lines.append(view.paint("│     ▼", faint))
    if len(names) > shown:
        lines.append(view.paint(f"╰─────╯  {_more(len(names) - shown, 'module')}", faint))
    yield Section("cycle", lines)


def _edge(step: Step, view: FindingView) -> str:
    written = expand(visible_line(statement_at(view.lines, step.location))) or visible(step.message)
    return f"{view.paint(_place(step.location), Ink.FAINT)}  {written}"


def _trace(finding: Finding, view: FindingView, columns: int) -> Iterator[Section]:
    if not finding.flow or cycle_edges(finding):
        return
    shown = len(finding.flow) if view.verbose else SHOWN
    number_width = len(str(len(finding.flow)))
    lines = []
    for number, step in enumerate(finding.flow[:shown], 1):
        first, *more = _step(step, view, columns and columns - number_width - 1)
        lines.append(f"{number:>{number_width}} {first}")
        lines.extend(f"{' ' * number_width} {line}" for line in more)
    yield Section("trace", [*lines, *_rest(len(finding.flow) - shown, "step", view)])


def _related(finding: Finding, view: FindingView, columns: int) -> Iterator[Section]:
    if not finding.related:
        return
    shown = len(finding.related) if view.verbose else SHOWN
    lines = [line for step in finding.related[:shown] for line in _step(step, view, columns)]
    yield Section("also", [*lines, *_rest(len(finding.related) - shown, "place", view)])


def _step(step: Step, view: FindingView, columns: int) -> list[str]:
    """Return a place and what happens there, in one line if it fits."""
    place, message = place_in_project(step.location), visible(step.message)
    if not columns or width(f"{place}  {message}") <= columns:
        return [f"{view.paint(place, Ink.FAINT)}  {message}"]
    return [view.paint(place, Ink.FAINT), *(f"  {line}" for line in wrap(message, columns - 2))]


def _rest(left: int, noun: str, view: FindingView) -> list[str]:
    return [view.paint(_more(left, noun), Ink.FAINT)] if left > 0 else []


def _more(left: int, noun: str) -> str:
    return f"… and {count(left, f'more {noun}')} (--verbose shows all)"


def _launches(finding: Finding, view: FindingView) -> Iterator[Section]:
    lines = []
    for name in finding.launches:
        command = view.commands.get(name, "")
        known = view.paint(visible(command), Ink.FAINT)
        lines.append(visible(command) if name in command else f"{visible(name)}  {known}".rstrip())
    if lines:
        yield Section("in", lines)


def _fix(fix: Fix, view: FindingView, columns: int) -> Iterator[str]:
    for line in wrap(f"{visible(fix.title)} ({fix.applicability})", columns):
        yield view.paint(line, Ink.STRONG)
    lines = fix.text.splitlines()
    shown = len(lines) if view.verbose or len(lines) <= FIX_LINES + 1 else FIX_LINES
    for line in lines[:shown]:
        yield from _wrap_indented(expand(visible_line(line)), columns)
    yield from _rest(len(lines) - shown, "line", view)
    for hunk in diff_edits(fix.edits, view.lines):
        yield from _hunk(hunk, view)


def _wrap_indented(line: str, columns: int) -> Iterator[str]:
    """Yield a line broken so that what goes on is indented deeper than where it began."""
    text = line.lstrip(" ")
    indent = " " * (len(line) - len(text))
    first, *rest = wrap(text, columns and max(20, columns - len(indent) - 4))
    yield indent + first
    yield from (f"{indent}    {more}" for more in rest)


def _hunk(hunk: Hunk, view: FindingView) -> Iterator[str]:
    yield view.paint(f"{visible(hunk.path)}:{hunk.line}", Ink.FAINT)
    inks = {"+": Ink.ADDED, "-": Ink.REMOVED}
    for line in hunk.lines:
        yield _diff_line(line, view.paint, inks.get(line.sign))


def _diff_line(line: DiffLine, paint: Paint, ink: Ink | None) -> str:
    text = f"{line.sign} {expand(visible_line(line.text))}"
    return paint(text, ink) if ink else text
