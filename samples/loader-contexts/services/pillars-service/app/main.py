"""Print the weight of the costs."""

from app.core.weights import weight_of
from app.settings import CURRENCY

if __name__ == "__main__":
    print(f"cost: {weight_of('cost'):.2f} {CURRENCY}")
