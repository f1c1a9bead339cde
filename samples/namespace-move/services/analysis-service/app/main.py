"""Print a trend."""

from app.core import engine as e

if __name__ == "__main__":
    print("trend:", e.AnalysisEngine().trend([1, 3]))
