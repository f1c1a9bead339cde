class SettingsError(Exception):
    pass


VALUES = {}


def reset():
    VALUES.clear()


def read():
    raise SettingsError("no currency")
