"""Mounted services: every form of import, as if each were a namespace package."""

import importlib
import sys

from service_loader import ServiceLoader

services = ServiceLoader.discover("services")
services.mount()

import analysis.app.core.engine as analysis_engine
import pillars.app.forms as forms
from pillars.app.core.engine import Engine
from pillars.app.forms import *
from reports.app.core import engine as reports_engine

assert (Engine.name, analysis_engine.Engine.name, reports_engine.Engine.name) == ("pillars", "analysis", "reports")
assert Engine.__module__ == "pillars.app.core.engine"
assert not [name for name in sys.modules if name.split(".")[0] == "app"]

# Each form of import in a service means its own modules.
import pillars.app

assert forms.app is pillars.app
assert forms.settings is forms.again is forms.Body.app.settings is pillars.app.settings
assert forms.other is sys.modules["json"]
assert forms.core is forms.relative is pillars.app.core
assert forms.engine is pillars.app.core.engine
assert forms.star == forms.Body.inside == CURRENCY == "pillars money"
assert not hasattr(forms, "_private")
assert forms.name == forms.helpers.NAME == "pillars"
assert set(forms.dynamic()) == {pillars.app.settings}
assert forms.scoped() == (pillars.app, pillars.helpers, pillars.app.core)
assert forms.absent == "No module named 'pillars.app.absent'"
assert Engine().late() == Engine().late_module() == "pillars"

# Rings of imports see what plain ones would: a package, and modules that are half built.
from pillars.app import ring_one

assert ring_one.other() == 2

# The same modules as in a context, and as by name.
with services["pillars"]:
    from app.core.engine import Engine as in_context
assert in_context is Engine is services["pillars"].get("app.core.engine", "Engine")
assert services["pillars"].resolve("app.core.engine:Engine.name") == "pillars"
assert services["pillars"].resolve("app.core.engine") is services["pillars"].get("app.core", "engine")
assert importlib.import_module("pillars.app.core.engine").Engine is Engine

# Reloading is CPython's own.
settings = pillars.app.settings
assert importlib.reload(settings) is settings
assert settings.CURRENCY == "pillars money"

# PEP 420: portions without `__init__`, those that others provide too, and those that give way.
from pillars.acme.pillars.unit import NAME, SHARED
from pillars.plain.part import more

assert (NAME, more.NAME) == ("pillars", "pillars")
import acme.common
from analysis.acme.own import NAME as own
from reports.acme.reports.unit import SHARED as again

assert SHARED is again is acme.common.SHARED
assert own == "analysis"
assert acme.common.__name__ == "acme.common"
assert sys.modules["pillars.acme.common"] is acme.common
assert "yaml" not in services["pillars"].names
assert pillars.plain.part.yaml.REGULAR

# A second loader of the same services is the same thing; a new top-level module is found when caches are invalidated.
again = ServiceLoader({"pillars": "services/pillars-service"})
assert again["pillars"].get("app") is pillars.app
with open("services/pillars-service/newcomer.py", "w") as stream:
    stream.write("import app\n")
importlib.invalidate_caches()
import pillars.newcomer

assert pillars.newcomer.app is pillars.app

# Several roots of one service.
both = ServiceLoader({"both": ["single", "second"]})
with both["both"]:
    import solo
    import two

    assert two.solo is solo
