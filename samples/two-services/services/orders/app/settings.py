"""Settings of the order service."""

CURRENCY = "USD"
WAREHOUSE = "north"
