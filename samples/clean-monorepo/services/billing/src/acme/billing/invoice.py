from acme.billing.settings import CURRENCY
from acme.contracts.errors import ContractError
from acme.contracts.order import Order


def line(order: Order) -> str:
    if order.cents < 0:
        raise ContractError(order)
    return f"order {order.number}: {order.cents / 100:.2f} {CURRENCY}"
