import sys
from pathlib import Path

SERVICES = Path(__file__).resolve().parents[1] / "services"

sys.path.insert(0, str(SERVICES / "billing"))
from app.invoice import total

for name in [name for name in sys.modules if name.partition(".")[0] == "app"]:
    del sys.modules[name]

sys.path.insert(0, str(SERVICES / "search"))
from app.index import price

if __name__ == "__main__":
    print(total(1250))
    print(price(990))
