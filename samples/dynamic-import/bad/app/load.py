from importlib import import_module


def load(kind):
    return import_module(f"app.handlers.{kind}").handle
