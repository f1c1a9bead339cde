import app.settings


def is_debug():
    return app.settings.DEBUG
