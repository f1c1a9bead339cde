"""What the import machine saw of an import statement in the launches that it ran."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.graph.import_graph import Edge
from importlint.machine.runs import Run
from importlint.meaning import find_meaning
from importlint.model.launch import LaunchKind
from importlint.model.location import Location, Span
from importlint.model.root import Module
from importlint.model.trace import ImportEvent
from importlint.project import Project
from importlint.resolve.directories import folder


class Sight(NamedTuple):
    """An import statement in one launch.

    ran: whether it ran while the launch was followed; if not, the rest says what it would do at the end of that.
    path: the file that it found, "" if it failed.
    """

    run: Run
    ran: bool
    path: str


def sights_of(project: Project, edge: Edge) -> Iterator[Sight]:
    """Yield what an import of the project's modules does in each launch that has loaded its file, where that is known.

    A statement that ran more than once is judged by the worst of it.
    """
    for run, events in project.witnesses.of_line(edge.path, edge.statement.span.line):
        known = [event for event in events if event.outcome != "unknown"]
        if known:
            failed = any(event.outcome == "failed" for event in known)
            paths = [event.resolved or "" for event in known]
            yield Sight(run, ran=True, path="" if failed else next((path for path in paths if path), ""))
        elif not events:
            meaning = find_meaning(run.trace, project.settings, edge.imported.name)
            yield Sight(run, ran=False, path=meaning.answer)


def failing_inside(events: Sequence[ImportEvent], position: int) -> Iterator[ImportEvent]:
    """Yield the failing imports inside one import, each inside the one before: the last is where it began."""
    depth = events[position].depth
    for event in events[position + 1 :]:
        if event.depth <= depth:
            return
        if event.outcome == "failed":
            depth = event.depth
            yield event


def spelled(event: ImportEvent) -> str:
    """Write an import that ran as a statement in one line."""
    module = "." * event.level + event.name
    return f"from {module} import {', '.join(event.names)}" if event.names else f"import {module}"


def place_of(project: Project, path: str, line: int) -> Location:
    """Return the place of the import statement or call that begins in a line, the line itself if there is none."""
    facts = project.facts.get(path)
    spans = [statement.span for statement in facts.imports if statement.span.line == line] if facts else []
    calls = [call.span for call in facts.dynamic_imports if call.span.line == line] if facts else []
    return Location(path, next(iter((*spans, *calls)), Span(line, 1, line, 1)))


def is_of(module: Module, path: str) -> bool:
    """Return whether a file is a module's own or lies in its package."""
    return path == module.path or bool(module.directory and path.startswith(f"{module.directory}/"))


def is_certain(run: Run) -> bool:
    """Return whether a launch runs as it was followed: its own files say which directories it searches.

    A server, a console script and a session of pytest may find more in the environment that they are installed in; a
    script that puts directories on `sys.path`, or needs none but its own, does not.
    """
    if run.launch.kind not in (LaunchKind.SCRIPT, LaunchKind.MODULE) or run.trace.reason is not None:
        return False
    changed = len(run.trace.search_path) > len(run.launch.search_path)
    return changed or set(run.launch.search_path) <= {folder(run.launch.entry), run.launch.cwd, *run.launch.python_path}
