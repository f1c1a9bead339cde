from acme.billing.invoices import send
from acme.orders.queue import drain

if __name__ == "__main__":
    print(send(), drain())
