"""Score the pillars."""

from app.core.weights import weight_of


class PillarsEngine:
    def scores(self, values):
        names = ("cost", "risk", "speed")
        return [value * weight_of(name) for name, value in zip(names, values)]
