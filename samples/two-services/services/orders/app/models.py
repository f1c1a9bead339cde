"""What the order service keeps."""

from dataclasses import dataclass

from app.settings import CURRENCY


@dataclass
class Order:
    number: int
    cents: int
    currency: str = CURRENCY
