"""`--only`: the arguments after it are files, those before it are paths."""

from collections.abc import Sequence
from pathlib import Path

import click

from importlint.commands.grouped import GroupedCommand
from importlint.commands.places import in_project

# Stands among PATHS where --only was given; no argument of a process can hold a null character.
_ONLY = "\0only"


class OnlyCommand(GroupedCommand):
    """A command in which the arguments after `--only` are files to report on; options among them are still options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Mark the place of `--only` among the arguments."""
        end = args.index("--") if "--" in args else len(args)
        marked = [
            _ONLY if argument == "--only" and before not in self._with_value() else argument
            for before, argument in zip(["", *args], args[:end], strict=False)
        ]
        return super().parse_args(ctx, marked + args[end:])

    def _with_value(self) -> set[str]:
        options = [each for each in self.params if isinstance(each, click.Option) and not each.is_flag]
        return {name for option in options for name in option.opts}


def split_paths(paths: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """Return the paths before `--only` and the files after it, None where it was not given."""
    if _ONLY not in paths:
        return tuple(paths), None
    position = paths.index(_ONLY)
    return tuple(paths[:position]), tuple(path for path in paths[position:] if path != _ONLY)


def locate(files: Sequence[str], project: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files as the project names them, sorted, and those that it does not have: deleted, or elsewhere."""
    places = {file: in_project(file, project) for file in files if Path(file).exists()}
    known = {place for place in places.values() if place is not None}
    return tuple(sorted(known)), tuple(file for file in files if places.get(file) is None)
