"""What the rest of importlint knows of its loader, which none of it imports: it runs in other people's programs."""

import re
from collections.abc import Iterable
from keyword import iskeyword

from importlint.model.facts import FileFacts
from importlint.patterns import regex

# The class, as a program that depends on importlint names it.
LOADER_CLASS = "importlint.loader.ServiceLoader"
# In the docstring of a loader that stands in a repository as one file.
LOADER_MARK = "Written by `importlint loader init`"

_CLASS = LOADER_CLASS.rpartition(".")[2]
_AFFIXES = regex(r"^(?:service|svc)[-_]|[-_](?:service|svc|server|api|app)$")


def without_affixes(folder: str) -> str:
    """Return the telling part of a service's directory name: `pillars-service` gives `pillars`."""
    return _AFFIXES.sub("", folder)


def identifier(text: str) -> str:
    """Return a text as the name of a package."""
    name = re.sub(r"\W+", "_", text).strip("_").lower()
    return f"_{name}" if name[:1].isdigit() or iskeyword(name) else name


def uses_loader(facts: FileFacts) -> bool:
    """Return whether a file imports the loader's class, from importlint or from the one file of it."""
    return any(alias.name == _CLASS for statement in facts.imports for alias in statement.names)


def names_of_services(given: Iterable[str]) -> dict[str, str]:
    """Return the directory of each service that `ServiceLoader.discover` finds, by the name that it gives it."""
    folders = sorted(given)
    short = {folder: identifier(without_affixes(folder)) for folder in folders}
    names = list(short.values())
    return {name if names.count(name) == 1 else identifier(folder): folder for folder, name in short.items()}
