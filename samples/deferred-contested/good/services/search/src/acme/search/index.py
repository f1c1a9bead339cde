from acme.search.settings import CURRENCY


def price(cents):
    return f"{cents / 100:.2f} {CURRENCY}"
