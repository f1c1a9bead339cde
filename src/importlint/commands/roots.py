"""`importlint roots`: the source roots, what they provide and why they are roots; and what starts processes."""

from collections.abc import Iterator
from typing import Any

import click

from importlint.commands.analysis import analyse
from importlint.commands.grouped import GroupedCommand
from importlint.commands.outcome import Outcome
from importlint.commands.request import Request, project_options
from importlint.engine.only import is_in
from importlint.model.launch import Launch
from importlint.model.root import Evidence, SourceRoot
from importlint.model.wording import count
from importlint.project import Project


@click.command(
    "roots",
    cls=GroupedCommand,
    examples="""
        importlint roots
        importlint roots services/
    """,
)
@project_options
def command(**options: Any) -> Outcome:
    """Print each source root, the top-level names that it provides, and the evidence for it; then the launches.

    A source root is a directory meant to be an entry of sys.path. A name that other roots provide as well is marked
    with `!`. A launch is something that starts a process, with the directories that the process then has on its search
    path. PATHS limit what is printed.
    """
    _, project, target, _, notes = analyse(Request(**options), progress=True)
    roots = [root for root in project.roots if is_in(root.path, target)]
    if not roots:
        return Outcome(notes=f"{notes}no source root was found\n")
    launches = [each for each in project.launches if any(is_in(path, target) for path in _paths(each))]
    sections = [_describe(root, project) for root in roots]
    if launches:
        sections.append(line for launch in launches for line in _describe_launch(launch))
    return Outcome("\n".join("".join(f"{line}\n" for line in lines) for lines in sections), notes)


def _describe(root: SourceRoot, project: Project) -> Iterator[str]:
    modules = sum(module.root == root.path for module in project.modules)
    yield f"{root.path}  ({count(modules, 'module')})"
    names = [f"{module.id.name}{'!' if module.id.name in project.contested else ''}" for module in root.names]
    yield f"  provides  {', '.join(names) or 'nothing'}"
    for evidence in root.evidence:
        yield f"  because   {evidence.reason} ({_place(evidence)})"
    if len(root.search_path) > 1:
        yield f"  sees      {', '.join(root.search_path)}"


def _paths(launch: Launch) -> set[str]:
    return {launch.entry, launch.cwd, *(evidence.path for evidence in launch.evidence)}


def _describe_launch(launch: Launch) -> Iterator[str]:
    yield f"launch {launch.name}"
    yield f"  runs      {launch.command}"
    yield f"  sees      {', '.join(launch.search_path) or 'nothing of the project'}"
    if launch.container is not None:
        yield f"  in        a container, in {launch.container.cwd}"
    if launch.session is not None:
        loads = launch.session.loads
        yield f"  imports   {count(len(loads), 'file')}, one after the other, in mode {launch.session.mode}"
    for place in dict.fromkeys(map(_place, launch.evidence)):
        yield f"  because   {place}"


def _place(evidence: Evidence) -> str:
    return f"{evidence.path}:{evidence.line}" if evidence.line else evidence.path
