"""Templates and what they carry along: in the installed package, or in the checkout that runs."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined

import importlint


def render_template(name: str, **values: object) -> str:
    """Return a template filled in; what is not marked as markup is escaped, and an unknown name is an error."""
    return _environment().get_template(name).render(values)


def read_asset(name: str) -> str:
    """Return the text of a file beside the templates: a style sheet, a script."""
    return _directory().joinpath(*name.split("/")).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(read_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _directory() -> Traversable:
    # The wheel carries templates/ inside the package. An editable install and a plain checkout have it at the top.
    installed = files(importlint).joinpath("templates")
    return installed if installed.is_dir() else Path(importlint.__file__).parents[2] / "templates"
