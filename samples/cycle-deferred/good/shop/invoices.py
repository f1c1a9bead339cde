from shop.totals import total


def make_invoice(lines):
    return f"invoice over {total(lines)}"
