import called_at_import.settings


def load():
    return dict(called_at_import.settings.DEFAULTS)
