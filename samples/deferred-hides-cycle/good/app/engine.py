from app.plugins import load_all
from app.registry import PLUGINS


def start():
    load_all()
    print(*PLUGINS)
