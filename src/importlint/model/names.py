"""Dotted names."""


def parents(name: str) -> tuple[str, ...]:
    """Return the packages above a dotted name, outermost first: `a.b.c` gives `("a", "a.b")`."""
    parts = name.split(".")
    return tuple(".".join(parts[:end]) for end in range(1, len(parts)))


def top_level(name: str) -> str:
    """Return the first part of a dotted name."""
    return name.partition(".")[0]


def join(package: str, name: str) -> str:
    """Join two dotted names of which either may be empty."""
    return f"{package}.{name}" if package and name else package or name


def resolve_relative(package: str, level: int, module: str) -> str | None:
    """Return the absolute name that `from <level dots><module>` means in `package`, or None beyond the top level.

    CPython: Lib/importlib/_bootstrap.py, _resolve_name.
    """
    if level == 0:
        return module
    parts = package.split(".") if package else []
    if len(parts) < level:
        return None
    return join(".".join(parts[: len(parts) - level + 1]), module)
