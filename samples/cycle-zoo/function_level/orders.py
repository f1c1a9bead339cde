from function_level.stock import take


class Order:
    def reserve(self):
        return take(self)
