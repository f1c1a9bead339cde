import shop.invoices


def total(lines):
    return sum(lines)


def close(lines):
    return shop.invoices.make_invoice(lines)
