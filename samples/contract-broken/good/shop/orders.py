def order(count, take):
    return take(count)
