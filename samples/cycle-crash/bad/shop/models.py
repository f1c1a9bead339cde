from shop.services import notify


class User:
    def save(self):
        notify(self)
