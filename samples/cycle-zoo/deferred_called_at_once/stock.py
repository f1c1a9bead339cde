def load():
    from deferred_called_at_once.orders import Order

    return [Order]


STOCK = load()  # runs while the module is imported, and the import in it as well
