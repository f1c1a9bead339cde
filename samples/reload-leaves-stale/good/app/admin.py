import importlib
import os

import app.settings


def switch_on():
    os.environ["APP_DEBUG"] = "1"
    importlib.reload(app.settings)
