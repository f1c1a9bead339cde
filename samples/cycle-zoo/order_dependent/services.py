from order_dependent.models import User


def notify(user):
    assert isinstance(user, User)
