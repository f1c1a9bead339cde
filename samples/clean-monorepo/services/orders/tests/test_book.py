from acme.contracts.order import Order
from acme.orders.book import read


def test_read():
    assert list(read('[{"number": 1, "cents": 2}]')) == [Order(1, 2)]
