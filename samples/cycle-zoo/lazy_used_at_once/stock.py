from lazy_used_at_once.orders import Order


class Stock:
    orders: list[Order]
