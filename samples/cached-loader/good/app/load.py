from app.engine import Engine


def engine_class():
    return Engine
