class ShopError(Exception):
    """Anything that a customer may be told."""
