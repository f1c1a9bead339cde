from swallowed.orders import order


def take(count):
    return count


def restock(count):
    return order(-count)
