def take(order):
    from function_level.orders import Order

    assert isinstance(order, Order)
