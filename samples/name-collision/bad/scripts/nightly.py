import sys
from pathlib import Path

SERVICES = Path(__file__).resolve().parents[1] / "services"
for name in ("orders", "billing"):
    sys.path.insert(0, str(SERVICES / name))

from app.invoices import send

try:
    from app.queue import drain
except ImportError:
    drain = None

if __name__ == "__main__":
    print(send(), drain and drain())
