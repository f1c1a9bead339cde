"""A monorepo whose services have the same names for different things."""

from pathlib import Path
from textwrap import dedent

SERVICES = ("pillars", "analysis", "reports")

# One service; `{name}` is its name.
FILES = {
    "app/__init__.py": "NAME = '{name}'\nstate = []\n",
    "app/settings.py": "from app import NAME\n\n_private = 1\nCURRENCY = '{name} money'\n",
    "app/only_{name}.py": "from app import NAME\n",
    "app/core/__init__.py": "",
    "app/core/engine.py": """\
        from app.settings import CURRENCY, NAME


        class Engine:
            name = NAME

            def late(self):
                from app.late import NAME as late

                return late

            def late_module(self):
                import app.later

                return app.later.NAME

            def fail(self):
                import app.settings
                raise RuntimeError(CURRENCY)


        def double(value):
            return 2 * value


        def call(function, *arguments):
            return function(*arguments)
        """,
    "app/late.py": "from app import NAME\n",
    "app/later.py": "import app\n\nNAME = app.NAME\n",
    "app/forms.py": """\
        import importlib
        from importlib import import_module

        import app
        import app.settings
        import app.core.engine, json as other, app.core as core
        import app.settings as settings
        from app import settings as again, NAME as name
        from app.settings import *
        from . import core as relative
        from .core.engine import Engine
        from app.core import engine
        import helpers
        import loading_library

        star = CURRENCY

        class Body:
            import app.settings
            from app.settings import CURRENCY as inside

        try:
            import app.absent
        except ModuleNotFoundError as error:
            absent = str(error)

        def dynamic():
            return [
                importlib.import_module("app.settings"),
                import_module("app.settings"),
                import_module(".settings", "app"),
                loading_library.load("app.settings"),
                __import__("app.settings").settings,
                __import__("app.settings", fromlist=["CURRENCY"]),
                __import__("settings", globals(), level=1),
            ]

        def import_any(name):
            return import_module(name)

        def scoped():
            global app
            import app.settings, app.core.engine
            with open(__file__):
                import helpers as local
            for _ in (1,):
                from app import core as looped
            return app, local, looped
        """,
    "app/ring_one.py": "import app.ring_two\nimport app\n\nVALUE = 1\n\ndef other():\n    return app.ring_two.VALUE\n",
    "app/ring_two.py": "import app.ring_one as one\nfrom app import ring_one\n\nVALUE = 2\nassert one is ring_one\n",
    "app/broken.py": """\
        from app.settings import CURRENCY
        import app.late
        import os

        if not os.path.exists(os.path.join(os.path.dirname(__file__), "mended")):
            raise ValueError("not today")
        """,
    "app/needy.py": "import absent_dependency\n",
    "app/registry.py": """\
        import os
        import sys

        sys.path.insert(0, os.path.dirname(__file__))
        sys.modules["app.alias"] = sys.modules[__name__]
        sys.modules.pop("app.foreign", None)
        import colorsys
        """,
    "app/models.py": """\
        from dataclasses import dataclass
        from typing import get_type_hints

        from app.core.engine import Engine


        @dataclass
        class Model:
            engine: "Engine"


        class Refused(Exception):
            pass


        def hints():
            return get_type_hints(Model)


        def refuse(model):
            raise Refused(model.engine.name)
        """,
    "app/jobs.py": """\
        import os
        import sys
        import threading
        import time


        def where():
            from app import NAME

            return NAME, os.getpid(), sys.path[0], sorted(name for name in sys.modules if name.split(".")[0] == "app")


        def echo(*arguments, **keywords):
            return arguments, keywords


        def sleep(seconds):
            time.sleep(seconds)
            return seconds


        def die(status):
            os._exit(status)


        def leave(status):
            sys.exit(status)


        def lock():
            return threading.Lock()


        def shout():
            print("on standard output")
            return "quiet"


        class Stubborn(Exception):
            def __init__(self, one, two):
                super().__init__(f"{one} {two}")


        def stubborn():
            raise Stubborn(1, 2)


        def model():
            from app.core.engine import Engine
            from app.models import Model

            return Model(Engine())
        """,
    "app/texts/__init__.py": "",
    "app/texts/hello.txt": "hello {name}\n",
    "app/bare/hello.txt": "bare {name}\n",
    "app/reading.py": """\
        from importlib import resources


        def read():
            found = [resources.files("app.texts"), resources.files("app.bare"), resources.files(__package__)]
            return [(path / "hello.txt").read_text() for path in found[:2]] + [found[2].joinpath("late.py").is_file()]
        """,
    "helpers.py": "from app import NAME\n",
    "plain/part.py": "import yaml\nfrom plain.deep import more\nfrom app import NAME\n",
    "plain/deep/more.py": "import plain.part\nNAME = '{name}'\n",
    "acme/{name}/unit.py": """\
        from acme import common
        import acme.common
        from app import NAME

        SHARED = acme.common.SHARED
        """,
    "acme/own.py": "from app import NAME\n",
    "yaml/config.txt": "no package at all\n",
}
# On the search path of the whole program.
LIBRARIES = {
    "acme/common.py": "SHARED = object()\n",
    "loading_library.py": "import importlib\n\n\ndef load(name):\n    return importlib.import_module(name)\n",
    "yaml/__init__.py": "REGULAR = True\n",
}


# Without rivals; `single` and `second` are source roots.
SINGLE = {
    "single/solo.py": "import os\n\n\ndef process():\n    return os.getpid()\n",
    "single/slow.py": "import time\n\ntime.sleep(0.5)\n",
    "second/two.py": "import solo\n",
    "natively/native_app.py": "NAME = 'native'\n",
}


def write_monorepo(directory: Path) -> None:
    """Write three services, and the libraries that they share."""
    for name in SERVICES:
        _write(directory / "services" / f"{name}-service", FILES, name)
    _write(directory / "libs", LIBRARIES, "")
    _write(directory, SINGLE, "")


def _write(directory: Path, files: dict[str, str], name: str) -> None:
    for path, text in files.items():
        file = directory / path.replace("{name}", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).replace("{name}", name), encoding="utf-8")
