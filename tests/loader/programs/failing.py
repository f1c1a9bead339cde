"""Failures: none is kept, none leaves a half-built module, each says what there is."""

import os
import sys
from pathlib import Path

from service_loader import (
    AmbiguousOwnerError,
    MissingModuleError,
    MissingNameError,
    ServiceDirectoryError,
    ServiceError,
    ServiceLoader,
    ServiceNameError,
    UnknownServiceError,
)


def message(kind, function, *arguments) -> str:
    try:
        function(*arguments)
    except kind as error:
        return str(error)
    raise AssertionError(f"no {kind.__name__}")


services = ServiceLoader.discover("services")
pillars = services["pillars"]

# A module that fails is gone, and is tried again.
for _ in range(2):
    assert message(ValueError, pillars.get, "app.broken") == "not today"
    try:
        with pillars:
            import app.broken
    except ValueError:
        pass
    assert "pillars.app.broken" not in sys.modules
    assert not hasattr(pillars.get("app"), "broken")
Path("services", "pillars-service", "app", "mended").touch()
assert pillars.get("app.broken").CURRENCY == "pillars money"
assert pillars.get("app.late").NAME == "pillars"

# What is missing, and what there is.
assert message(UnknownServiceError, lambda: services["pilars"]) == (
    "there is no service 'pilars'; there is: analysis, pillars, reports"
)
assert isinstance(UnknownServiceError("x"), KeyError) and services.get("pilars") is None and "pillars" in services
assert message(MissingModuleError, pillars.get, "application") == (
    "service 'pillars' has no module 'application'; it owns: acme, app, helpers, plain"
)
assert message(MissingModuleError, pillars.get, "app.core.motor") == (
    "app.core of service 'pillars' has no module 'motor'; there is: engine"
)
assert message(MissingModuleError, pillars.get, "app.cor.engine").startswith(
    "app of service 'pillars' has no module 'cor';"
)
assert issubclass(MissingModuleError, ModuleNotFoundError)
assert message(MissingNameError, pillars.get, "app.settings", "CURENCY") == (
    "app.settings of service 'pillars' has no 'CURENCY'; there is: CURRENCY, NAME"
)
assert message(MissingNameError, pillars.resolve, "app.core.engine:Engine.early").startswith(
    "app.core.engine:Engine has no 'early'; there is: fail, late, late_module, name"
)
assert issubclass(MissingNameError, ImportError)
# What a module itself needs is another thing.
assert message(ModuleNotFoundError, pillars.get, "app.needy") == "No module named 'absent_dependency'"
assert not isinstance(ServiceError, MissingModuleError)

# Directories.
text = message(ServiceDirectoryError, ServiceLoader, {"pillars": "services/pilars-service"})
assert text.startswith("there is no directory services/pilars-service; ")
assert text.endswith("has: analysis-service, pillars-service, reports-service"), text
os.makedirs("deep/down", exist_ok=True)
scope = {"__file__": os.path.abspath("deep/down/script.py"), "ServiceLoader": ServiceLoader}
assert "has: analysis-service, pillars-service, reports-service" in message(
    ServiceDirectoryError, exec, "ServiceLoader({'pillars': 'services/pilars'})", scope
)
exec("found = ServiceLoader({'pillars': 'services/pillars-service'})", scope)
assert scope["found"]["pillars"].roots == pillars.roots
assert "there is no directory nowhere" in message(ServiceDirectoryError, ServiceLoader.discover, "nowhere")
os.makedirs("empty/docs", exist_ok=True)
assert message(ServiceDirectoryError, ServiceLoader.discover, "empty").endswith("holds Python code; there is: docs")

# Names that are taken, or cannot be imported.
assert "give the service another name" in message(
    ServiceNameError, ServiceLoader({"json": "services/pillars-service"}).mount
)
assert "identifier" in message(ServiceNameError, ServiceLoader, {"pillars-service": "services/pillars-service"})
assert "another name" in message(ServiceNameError, ServiceLoader({"pillars": "services/analysis-service"}).mount)

# Who owns what.
assert services.owners("app.core") == ("analysis", "pillars", "reports")
assert (
    services.owner(pillars.get("app.core.engine"))
    == services.owner(pillars.get("app.core.engine", "Engine"))
    == "pillars"
)
assert services.owner("reports.app") == "reports"
assert "all own 'app'" in message(AmbiguousOwnerError, services.owner, "app")
assert "no service owns 'json'" in message(UnknownServiceError, services.owner, "json")
assert "no service owns" in message(UnknownServiceError, services.owner, os)
assert sorted(pillars.names) == ["acme", "app", "helpers", "plain"]
assert repr(pillars).startswith("<service pillars: ") and repr(services) == "<services analysis, pillars, reports>"

# A name that one service only has.
alone = ServiceLoader({"single": "single"})
assert alone.owner("solo.inner") == "single"
