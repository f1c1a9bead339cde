"""Help pages that people can read: options under headings, examples as they were written."""

from collections.abc import Callable
from typing import Any

import click


class GroupedOption(click.Option):
    """An option that stands under a heading of the help page."""

    def __init__(self, *declarations: Any, heading: str, **attributes: Any) -> None:
        """Take what click.Option takes, and the heading."""
        super().__init__(*declarations, **attributes)
        self.heading = heading


class GroupedCommand(click.Command):
    """A command whose help page has headings, and examples at its end."""

    def __init__(self, *arguments: Any, examples: str = "", **attributes: Any) -> None:
        """Take what click.Command takes, and the examples, one a line: a command, two spaces or more, what it does."""
        super().__init__(*arguments, **attributes)
        self.examples = examples

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under their headings, in order of appearance."""
        groups: dict[str, list[tuple[str, str]]] = {}
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        for each in sorted(options, key=lambda each: not isinstance(each, GroupedOption)):
            record = each.get_help_record(ctx)
            if record is not None:
                groups.setdefault(getattr(each, "heading", "Other options"), []).append(record)
        for heading, records in groups.items():
            with formatter.section(heading):
                formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the examples."""
        if self.examples:
            with formatter.section("Examples"):
                for line in self.examples.strip().splitlines():
                    formatter.write(f"{'':>{formatter.current_indent}}{line.strip()}\n")


def option(*declarations: str, heading: str, **attributes: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add an option under a heading to a command."""
    return click.option(*declarations, cls=GroupedOption, heading=heading, **attributes)
