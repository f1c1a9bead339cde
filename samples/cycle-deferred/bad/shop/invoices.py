def make_invoice(lines):
    import shop.orders

    return f"invoice over {shop.orders.total(lines)}"
