from collections import OrderedDict


class Cache(OrderedDict):
    pass
