"""What went wrong with one input while the run went on."""

from dataclasses import dataclass

from importlint.model.location import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A note about the run itself: a file that could not be read, an ignore comment that ignores nothing.

    kind: kebab-case, for machines: `unreadable-file`, `unused-ignore`, `broken-configuration`, `link-outside` ...
    """

    kind: str
    message: str
    location: Location
