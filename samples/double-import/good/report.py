from app.errors import PaymentError
from app.payment import pay

try:
    pay(0)
except PaymentError:
    print("no payment today")
