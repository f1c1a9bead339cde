"""What went wrong with one input while the run went on."""

from typing import NamedTuple

from importlint.model.location import Location


class Diagnostic(NamedTuple):
    """A note about the run itself: a file that could not be read, an ignore comment that ignores nothing.

    kind: kebab-case, for machines: `unreadable-file`, `unused-ignore`, `broken-configuration`, `link-outside` ...
    """

    kind: str
    message: str
    location: Location
