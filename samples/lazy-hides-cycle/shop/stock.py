from shop.orders import Order


def take(order):
    assert isinstance(order, Order)
    return f"{order.pieces} reserved"
