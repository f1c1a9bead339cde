"""Find trends."""


class AnalysisEngine:
    def trend(self, series):
        return series[-1] - series[0]
