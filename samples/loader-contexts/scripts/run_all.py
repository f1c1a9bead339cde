"""Score the pillars, then analyse the scores."""

from importlint.loader import ServiceLoader

services = ServiceLoader(
    {
        "pillars": "services/pillars-service",
        "analysis": "services/analysis-service",
    }
)
with services["pillars"]:
    from app.core.engine import PillarsEngine
with services["analysis"]:
    from app.core.engine import AnalysisEngine


def main():
    scores = PillarsEngine().scores([3, 1, 2])
    print(AnalysisEngine().trend(scores))


if __name__ == "__main__":
    main()
