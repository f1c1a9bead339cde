class User:
    def save(self):
        notify(self)


from order_dependent.services import notify  # below the class, on purpose
