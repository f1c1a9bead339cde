class Order:
    invoice_number: int | None = None
