from app.errors import PaymentError


def pay(cents):
    if not cents:
        raise PaymentError("nothing to pay")
