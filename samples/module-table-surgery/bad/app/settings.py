class SettingsError(Exception):
    pass


def read():
    raise SettingsError("no currency")
