import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "services" / "billing"))

import billing

if __name__ == "__main__":
    print(billing.__name__)
