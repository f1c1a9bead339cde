from half_built_parent import CURRENCY  # the package does not have it yet


class Order:
    currency = CURRENCY
