from collections import OrderdDict


class Cache(OrderdDict):
    pass
