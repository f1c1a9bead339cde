"""What to analyse: the options that several commands share, the configuration, and the list of files."""

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import click

import importlint
from importlint.commands.grouped import option
from importlint.commands.places import in_project, shown
from importlint.config import Config, load_config
from importlint.errors import TargetError
from importlint.model.tree import Tree
from importlint.scan.files import list_tree

_PROJECT = "What to analyse"
_RULES = "Which rules"


class Request(NamedTuple):
    """What the options below ask for."""

    paths: tuple[str, ...] = ()
    config: str | None = None
    isolated: bool = False
    exclude: tuple[str, ...] = ()
    no_ignore: bool = False
    target_version: str | None = None
    workers: int = 0
    executor: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def project_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add PATHS and the options that say what is analysed, and how."""
    return click.argument("paths", nargs=-1)(analysis_options(function))


def analysis_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is analysed, and how."""
    for add in reversed(
        (
            option("--config", heading=_PROJECT, metavar="FILE", help="Read this configuration file."),
            option("--isolated", heading=_PROJECT, is_flag=True, help="Read no configuration file."),
            option(
                "--exclude",
                heading=_PROJECT,
                metavar="PATTERN",
                multiple=True,
                help="Leave out files, as .gitignore would. Repeatable.",
            ),
            option("--no-ignore", heading=_PROJECT, is_flag=True, help="Take what .gitignore leaves out, too."),
            option("--target-version", heading=_PROJECT, metavar="3.X", help="The Python that will run the code."),
            option(
                "--workers",
                heading=_PROJECT,
                metavar="N",
                type=int,
                default=0,
                help="Read files in N processes; 0, the default, takes as many as help.",
            ),
            option(
                "--executor",
                heading=_PROJECT,
                metavar="NAME",
                default="",
                help="Read files in other workers: dask://HOST:PORT for those of a Dask scheduler, or MODULE:FUNCTION"
                " for a concurrent.futures.Executor of your own.",
            ),
        )
    ):
        function = add(function)
    return function


def rule_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose rules."""
    for name, help_text in (("--ignore", "Do not run these rules."), ("--select", "Run these rules only.")):
        decorate = option(name, heading=_RULES, metavar="RULE[,RULE]", multiple=True, help=f"{help_text} Repeatable.")
        function = decorate(function)
    return function


def list_files(request: Request, config: Config) -> Tree:
    """List the files of the project."""
    return list_tree(config.project, exclude=config.exclude, no_ignore=request.no_ignore)


def configure(request: Request, overrides: Mapping[str, object] | None = None) -> tuple[Config, tuple[str, ...]]:
    """Read the configuration; return it and the places that were asked for, relative to the project."""
    config = load_config(
        request.paths,
        rules=rule_names(),
        config=request.config,
        isolated=request.isolated,
        overrides={**_overrides(request), **(overrides or {})},
    )
    return config, tuple(sorted({_place(path, config.project) for path in request.paths or (".",)}))


def _place(path: str, project: str) -> str:
    place = in_project(path, project)
    if place is None:
        raise TargetError(f"{path}: not in the project {shown(project)}", help="scan it together with its own project")
    return place


def _overrides(request: Request) -> dict[str, object]:
    given: dict[str, object] = {
        "exclude": request.exclude,
        "target-version": request.target_version,
        "select": _split(request.select),
        "ignore": _split(request.ignore),
    }
    return {key: value for key, value in given.items() if value}


def _split(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for given in names for name in given.split(",") if name.strip())


def rule_names() -> tuple[str, ...]:
    """Return the names of all rules; each is a file of one folder, and none is loaded."""
    files = os.listdir(os.path.join(os.path.dirname(importlint.__file__), "rules"))  # noqa: PTH118, PTH120, PTH208
    return tuple(sorted(file[:-3].replace("_", "-") for file in files if file.endswith(".py") and file[0] != "_"))
