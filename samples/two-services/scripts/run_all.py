"""Score the pillars, then analyse the scores."""

import sys
from pathlib import Path

SERVICES = Path(__file__).resolve().parents[1] / "services"

sys.path.insert(0, str(SERVICES / "pillars-service"))
from app.core.engine import PillarsEngine

sys.path.insert(0, str(SERVICES / "analysis-service"))
from app.core.engine import AnalysisEngine


def main():
    scores = PillarsEngine().scores([3, 1, 2])
    print(AnalysisEngine().trend(scores))


if __name__ == "__main__":
    main()
