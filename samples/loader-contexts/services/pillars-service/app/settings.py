"""Settings of the pillars service."""

CURRENCY = "EUR"
WEIGHTS = {"cost": 0.5, "risk": 0.3, "speed": 0.2}
