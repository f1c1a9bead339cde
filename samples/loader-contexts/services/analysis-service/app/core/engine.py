"""Analyse series of scores."""

from app.settings import WINDOW


class AnalysisEngine:
    def trend(self, values):
        return sum(values[-WINDOW:]) / min(WINDOW, len(values))
