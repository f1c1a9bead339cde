from acme.billing.invoice import line
from acme.contracts.order import Order


def test_line():
    assert line(Order(1, 1250)) == "order 1: 12.50 EUR"
