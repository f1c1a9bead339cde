import used_late.orders


def take(count):
    return count


def restock(count):
    return used_late.orders.order(-count)
