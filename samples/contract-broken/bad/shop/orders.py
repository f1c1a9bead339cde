from shop.names import DEFAULT


def order(count):
    return DEFAULT(count)
