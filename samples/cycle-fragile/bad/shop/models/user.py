from shop.models import Base


class User(Base):
    table = "users"
