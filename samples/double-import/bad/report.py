from app.payment import pay
from services.billing.app.errors import PaymentError

try:
    pay(0)
except PaymentError:
    print("no payment today")
