from __future__ import annotations

from typing import TYPE_CHECKING

from acme.search.settings import LANGUAGE

if TYPE_CHECKING:
    from acme.contracts.order import Order


def words(order: Order) -> dict[str, list[str]]:
    return {LANGUAGE: [str(order.number)]}
