import used_late.stock


def order(count):
    return used_late.stock.take(count)
