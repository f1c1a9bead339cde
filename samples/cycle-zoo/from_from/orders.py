from from_from.stock import take


def order(count):
    return take(count)
