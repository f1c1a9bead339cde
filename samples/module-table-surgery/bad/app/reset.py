import sys


def reset():
    del sys.modules["app.settings"]
