from shop.exceptions import ShopError


class CardRefused(ShopError):
    pass
