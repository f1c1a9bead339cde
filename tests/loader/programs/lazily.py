"""Lazy objects: loaded at first use, and then as good as the object."""

import pickle
import sys

from service_loader import MissingNameError, ServiceLoader

services = ServiceLoader.discover("services")
pillars = services["pillars"]
engine = pillars.lazy("app.core.engine")
Engine = pillars.lazy("app.core.engine", "Engine")
CURRENCY = pillars.lazy("app.settings", "CURRENCY")
state = pillars.lazy("app", "state")
double = pillars.lazy("app.core.engine", "double")
absent = pillars.lazy("app.core.engine", "absent")
broken = pillars.lazy("app.broken")
assert repr(Engine) == "<lazy app.core.engine:Engine of service 'pillars'>"
assert not [name for name in sys.modules if name.startswith("pillars")]

assert Engine().late() == "pillars"
real = pillars.get("app.core.engine", "Engine")
assert engine.Engine is real
assert isinstance(Engine(), Engine) and isinstance(real(), Engine) and isinstance(Engine, type)
assert Engine.__module__ == "pillars.app.core.engine" and Engine.__name__ == "Engine"


class Derived(Engine):
    pass


assert Derived.__bases__ == (real,) and issubclass(Derived, Engine)
assert CURRENCY == "pillars money" and CURRENCY + "!" == "pillars money!" and "<" + CURRENCY == "<pillars money"
assert f"{CURRENCY:>15}" == "  pillars money" and len(CURRENCY) == 13 and CURRENCY[0] == "p" and "money" in CURRENCY
assert {CURRENCY: 1}["pillars money"] == 1 and str(CURRENCY).upper() == CURRENCY.upper() and bool(CURRENCY)
state.append(1)
state[0] = 2
assert list(state) == [2] == pillars.get("app", "state")
assert double(21) == 42
assert pickle.loads(pickle.dumps(Engine)) is real
Engine.label = "set"
assert real.label == "set"
del Engine.label
assert "late" in dir(Engine) and not hasattr(real, "label")

# A failure is not kept.
for _ in range(2):
    try:
        absent()
    except MissingNameError as error:
        assert "has no 'absent'" in str(error)
    else:
        raise AssertionError
    try:
        broken.CURRENCY  # noqa: B018
    except ValueError as error:
        assert str(error) == "not today"
    else:
        raise AssertionError
real_module = pillars.get("app.core.engine")
real_module.absent = lambda: "there now"
assert absent() == "there now"
