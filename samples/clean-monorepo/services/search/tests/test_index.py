from acme.contracts.order import Order
from acme.search.index import words


def test_words():
    assert words(Order(1, 2)) == {"en": ["1"]}
