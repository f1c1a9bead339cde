"""A job of the night."""

from ..settings import NAME

print(f"{NAME}: clean")
