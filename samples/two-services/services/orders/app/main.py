"""Print the orders of today."""

from app.models import Order
from app.settings import WAREHOUSE


def todays_orders():
    return [Order(7, 4200)]


if __name__ == "__main__":
    for order in todays_orders():
        print(f"order {order.number} leaves {WAREHOUSE}")
