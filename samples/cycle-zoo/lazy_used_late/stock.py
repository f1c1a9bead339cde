from lazy_used_late.orders import Order


def take(order):
    assert isinstance(order, Order)
