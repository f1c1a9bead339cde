"""Settings of the billing service."""

CURRENCY = "EUR"
PAYMENT_DAYS = 14
