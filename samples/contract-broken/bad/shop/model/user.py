from shop.web.urls import url_for


class User:
    def __init__(self, number):
        self.number = number

    def path(self):
        return url_for("users", number=self.number)
