"""Print what the pillars service says, and mention the start of the other one."""

import sys
from pathlib import Path

SERVICES = Path(__file__).resolve().parents[1] / "services"
sys.path.insert(0, str(SERVICES / "pillars-service"))

from app.core.engine import PillarsEngine

START = "cd services/analysis-service && python -m app.main"

if __name__ == "__main__":
    print(PillarsEngine().weight("cost"), "|", START)
