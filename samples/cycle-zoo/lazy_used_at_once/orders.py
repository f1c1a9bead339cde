lazy from lazy_used_at_once.stock import Stock


class Order(Stock):  # the base class is needed now: the lazy import runs here
    pass
