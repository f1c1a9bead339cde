"""An order as every service knows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Order:
    number: int
    cents: int
