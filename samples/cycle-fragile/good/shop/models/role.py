from shop.models.base import Base


class Role(Base):
    table = "roles"
