try:
    from swallowed.stock import take
except ImportError:
    take = None


def order(count):
    return take(count)
