from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from type_only.orders import Order


def take(order: Order):
    return order
