from shop.models import Base


class Role(Base):
    table = "roles"
