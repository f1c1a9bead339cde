import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))

from money import shown

if __name__ == "__main__":
    print(shown(1250))
