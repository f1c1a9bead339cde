import sys
from functools import cache


@cache
def engine_class():
    from app.engine import Engine

    return Engine


def forget():
    del sys.modules["app.engine"]
