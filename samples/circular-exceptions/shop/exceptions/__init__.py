from shop.exceptions.payment import CardRefused
from shop.exceptions.base import ShopError
