from shop.models import Usr
