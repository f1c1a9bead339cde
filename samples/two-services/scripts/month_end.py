"""Compare what was ordered with what was billed."""

import sys
from pathlib import Path

SERVICES = Path(__file__).resolve().parents[1] / "services"

sys.path.insert(0, str(SERVICES / "billing"))
from app.models import Invoice

sys.path.insert(0, str(SERVICES / "orders"))
from app.models import Order


def main():
    print(Order(7, 4200), Invoice(1, 4200))


if __name__ == "__main__":
    main()
