from billing.invoice import Invoice


class Order:
    invoice: Invoice | None = None
