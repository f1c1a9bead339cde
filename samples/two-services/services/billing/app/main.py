"""Print the open invoices."""

from app.models import Invoice


def open_invoices():
    return [Invoice(1, 1250), Invoice(2, 990)]


def reminder(invoice):
    from app.settings import PAYMENT_DAYS

    return f"invoice {invoice.number} is due in {PAYMENT_DAYS} days"


if __name__ == "__main__":
    for invoice in open_invoices():
        print(reminder(invoice))
