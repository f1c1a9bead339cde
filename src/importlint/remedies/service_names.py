"""Short names for services, out of the directories that hold them."""

import re
from collections.abc import Sequence
from keyword import iskeyword

# Parts of a path that say how a project is laid out, not which one it is.
LAYOUT_WORDS = frozenset({".", "src", "lib", "python", "backend", "app", "code", "source"})
_AFFIXES = re.compile(r"^(?:service|svc)[-_]|[-_](?:service|svc|server|api|app)$")


def service_names(directories: Sequence[str]) -> dict[str, str]:
    """Return an identifier for each directory, all different: `services/pillars-service/src` gives `pillars`."""
    names = {directory: _name(directory) for directory in directories}
    chosen = list(names.values())
    return {directory: name if chosen.count(name) == 1 else _identifier(directory) for directory, name in names.items()}


def _name(directory: str) -> str:
    parts = [part for part in directory.split("/") if part not in LAYOUT_WORDS]
    return _identifier(_AFFIXES.sub("", parts[-1])) if parts else "main"


def _identifier(text: str) -> str:
    name = re.sub(r"\W+", "_", text).strip("_").lower()
    return f"_{name}" if not name or name[0].isdigit() or iskeyword(name) else name
