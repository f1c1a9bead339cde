from shop.model.user import User
from shop.web.urls import url_for


def path_of(user: User):
    return url_for("users", number=user.number)
