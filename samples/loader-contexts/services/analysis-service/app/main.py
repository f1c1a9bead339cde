"""Print the trend of some scores."""

from app.core.engine import AnalysisEngine
from app.settings import CURRENCY

if __name__ == "__main__":
    print(f"trend: {AnalysisEngine().trend([1, 2, 3]):.2f} {CURRENCY}")
