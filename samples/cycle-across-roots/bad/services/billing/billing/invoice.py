from orders.order import Order


class Invoice:
    def __init__(self, order: Order) -> None:
        self.order = order
