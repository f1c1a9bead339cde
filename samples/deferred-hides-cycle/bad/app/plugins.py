from app.engine import register


def load_all():
    register("csv")
