"""Settings of the analysis service."""

CURRENCY = "USD"
WINDOW = 3
