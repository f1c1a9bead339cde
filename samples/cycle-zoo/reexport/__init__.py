from reexport.order import Order
from reexport.invoice import Invoice

__all__ = ["Invoice", "Order"]
