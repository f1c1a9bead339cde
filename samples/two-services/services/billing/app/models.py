"""What billing keeps."""

from dataclasses import dataclass

from app.settings import CURRENCY


@dataclass
class Invoice:
    number: int
    cents: int
    currency: str = CURRENCY
