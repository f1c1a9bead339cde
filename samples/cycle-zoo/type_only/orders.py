from type_only.stock import take


class Order:
    def reserve(self):
        return take(self)
