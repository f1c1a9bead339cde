from acme.billing.settings import CURRENCY
from acme.log import info


def send(cents):
    info(f"{cents / 100:.2f} {CURRENCY}")
