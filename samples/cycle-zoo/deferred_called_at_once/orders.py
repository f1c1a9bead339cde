from deferred_called_at_once.stock import STOCK


class Order:
    of = STOCK
