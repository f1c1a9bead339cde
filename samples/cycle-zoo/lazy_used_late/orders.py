lazy from lazy_used_late.stock import take


class Order:
    def reserve(self):
        return take(self)
