from shop.models import User


def notify(user):
    assert isinstance(user, User)
