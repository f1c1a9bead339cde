from app.registry import register


def load_all():
    register("csv")
