from contracts.order import Order


def is_billed(order: Order) -> bool:
    return order.invoice_number is not None
