from acme.billing.settings import CURRENCY


def total(cents):
    return f"{cents / 100:.2f} {CURRENCY}"
