"""What can be asked of `importlint fix`."""

import os
from collections.abc import Callable, Mapping
from typing import Any

from importlint.codemods.options import FixOptions
from importlint.commands.grouped import option
from importlint.commands.report_options import refuse_contradiction
from importlint.errors import UsageError

_WHAT = "What to change"
_MOVES = "Services that share a name"
_HOW = "What to do with the change"


def fix_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is changed, and what is done with the change."""
    for add in reversed((*_what(), *_moves(), *_how())):
        function = add(function)
    return function


def _what() -> tuple[Callable[..., Any], ...]:
    return (
        option(
            "--rule",
            "rules",
            heading=_WHAT,
            metavar="RULE[,RULE]",
            multiple=True,
            help="Mend findings of these rules only. Repeatable.",
        ),
        option("--unsafe", heading=_WHAT, is_flag=True, help="Make fixes, too, that can alter what working code does."),
    )


def _moves() -> tuple[Callable[..., Any], ...]:
    return (
        option(
            "--namespace",
            heading=_MOVES,
            metavar="NAME",
            default="",
            help="Move packages that contest a name into a namespace package: services/pillars/app becomes"
            " acme.pillars.",
        ),
        option(
            "--rename",
            heading=_MOVES,
            metavar="PATTERN",
            default="",
            help="Or rename them where they are: {service}_{name} makes pillars_app.",
        ),
        option(
            "--service-name",
            "services",
            heading=_MOVES,
            metavar="DIR=NAME",
            multiple=True,
            help="What the service with this source root is called. Repeatable.  [default: made from the directory]",
        ),
        option(
            "--source",
            heading=_MOVES,
            metavar="DIR",
            default="src",
            help="The directory of each service that the namespace package is in; . leaves it in the source root."
            "  [default: src]",
        ),
        option(
            "--loader",
            heading=_MOVES,
            is_flag=True,
            help="Or rewrite scripts that load several services, so that each is loaded in a context of"
            " importlint.loader.",
        ),
    )


def _how() -> tuple[Callable[..., Any], ...]:
    return (
        option(
            "--diff",
            heading=_HOW,
            is_flag=True,
            help="Show it, as `git apply` takes it, and write nothing. The default.",
        ),
        option("--apply", "write", heading=_HOW, is_flag=True, help="Make it: all of it, or nothing."),
        option(
            "--verify",
            "commands",
            heading=_HOW,
            metavar="COMMAND",
            multiple=True,
            help="Try it in a copy first: scan again, import what it touches in fresh interpreters, run this command"
            " before and after. If anything fails, nothing is written. Repeatable.",
        ),
        option(
            "--python",
            heading=_HOW,
            metavar="PATH",
            help="The interpreter for these imports.  [default: the environment's]",
        ),
        option(
            "--allow-dirty", heading=_HOW, is_flag=True, help="Change files though git has uncommitted changes of them."
        ),
        option(
            "--recover", "undo", heading=_HOW, is_flag=True, help="Put back what a change has done that was cut off."
        ),
        option("--verbose", "-v", heading=_HOW, is_flag=True, help="List everything that was left alone."),
    )


def read_fix_options(options: Mapping[str, Any]) -> FixOptions:
    """Return what the options ask of the codemods; raises UsageError where they contradict each other."""
    for one, other in (("namespace", "rename"), ("namespace", "loader"), ("rename", "loader")):
        refuse_contradiction(options, one, other)
    return FixOptions(
        unsafe=options["unsafe"],
        namespace=options["namespace"],
        rename=options["rename"],
        services=tuple(map(_service, options["services"])),
        source=options["source"] if options["source"] != "." else "",
        loader=options["loader"],
    )


def _service(given: str) -> tuple[str, str]:
    directory, equals, name = given.rpartition("=")
    if not equals:
        raise UsageError(f"--service-name {given}: expected DIR=NAME", help="such as services/pillars-service=pillars")
    return os.path.normpath(directory).replace(os.sep, "/"), name
