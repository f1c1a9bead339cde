from shop.models import User
