from half_built_parent.order import Order

CURRENCY = "EUR"
