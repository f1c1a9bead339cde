"""Import statements as text, under the names that they have and would have."""

from importlint.model.facts import ImportStatement


def written(statement: ImportStatement) -> str:
    """Write a statement in one line."""
    names = ", ".join(f"{alias.name} as {alias.asname}" if alias.asname else alias.name for alias in statement.names)
    lazy = "lazy " if statement.lazy else ""
    if statement.is_from:
        return f"{lazy}from {'.' * statement.level}{statement.module} import {names}"
    return f"{lazy}import {names}"


def renamed(statement: ImportStatement, old: str, new: str) -> ImportStatement:
    """Return a statement with a package named `old` renamed to `new`; relative imports stay as they are."""
    if statement.is_from:
        module = statement.module if statement.level else _renamed(statement.module, old, new)
        return statement._replace(module=module)
    names = tuple(alias._replace(name=_renamed(alias.name, old, new)) for alias in statement.names)
    return statement._replace(names=names)


def _renamed(name: str, old: str, new: str) -> str:
    return new + name[len(old) :] if name == old or name.startswith(old + ".") else name


def relative_to(package: str, name: str) -> tuple[int, str]:
    """Return how a module of the same top-level package is named in a package: how many dots, and what follows them."""
    here, there = package.split("."), name.split(".")
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    return len(here) - shared + 1, ".".join(there[shared:])
