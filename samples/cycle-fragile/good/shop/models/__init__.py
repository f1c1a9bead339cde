from shop.models.base import Base
from shop.models.role import Role
from shop.models.user import User
