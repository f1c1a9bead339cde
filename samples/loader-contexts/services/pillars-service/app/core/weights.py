"""How much each pillar counts."""


def weight_of(name):
    from app.settings import WEIGHTS

    return WEIGHTS[name]
