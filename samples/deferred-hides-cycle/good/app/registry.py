PLUGINS = []


def register(name):
    PLUGINS.append(name)
