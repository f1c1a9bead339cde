from shop.models.base import Base


class User(Base):
    table = "users"
