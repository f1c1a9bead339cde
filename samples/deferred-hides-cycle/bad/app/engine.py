PLUGINS = []


def register(name):
    PLUGINS.append(name)


def start():
    from app.plugins import load_all

    load_all()
    print(*PLUGINS)
