class Order:
    def __init__(self, pieces):
        self.pieces = pieces

    def reserve(self):
        from shop.stock import take

        return take(self)
