"""Run one rule over a project that is written down as a mapping."""

from collections.abc import Mapping
from types import ModuleType

from importlint.engine.run import run_rules
from importlint.model.finding import Finding
from tests.projects import project_from


def findings(rule: ModuleType, files: Mapping[str, str], **options: object) -> tuple[Finding, ...]:
    """Return what one rule finds, as a scan would order it."""
    return run_rules(project_from(files, **options), [rule])  # type: ignore[arg-type, list-item]


def reported(rule: ModuleType, files: Mapping[str, str], **options: object) -> list[str]:
    """Return each finding in one line: severity, place and message."""
    return [
        f"{found.severity} {found.location.path}:{found.location.span.line} {found.message}"
        for found in findings(rule, files, **options)
    ]
