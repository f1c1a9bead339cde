"""Print the motto of the service, and a weight."""

from pathlib import Path

import app.core.engine

ROOT = Path(__file__).resolve().parent.parent


def main():
    engine = app.core.engine.PillarsEngine()
    print((ROOT / "README.txt").read_text().strip(), engine.weight("cost"))


if __name__ == "__main__":
    main()
