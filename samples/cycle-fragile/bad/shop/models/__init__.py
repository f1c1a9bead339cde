class Base:
    table = ""


from shop.models.role import Role
from shop.models.user import User
