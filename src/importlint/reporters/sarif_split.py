"""One SARIF file for each service, with a category of its own, for code scanning of a large repository."""

from collections.abc import Callable, Iterable

from importlint.model.finding import Finding
from importlint.model.report import Report
from importlint.patterns import regex
from importlint.reporters.roots import RootFinder

_NOT_IN_A_CATEGORY = regex(r"[^\w.-]+")


def split_report(report: Report) -> dict[str, Report]:
    """Return a report for each service by its category; services without findings too, so that their alerts close.

    A service is the project directory of a source root; a finding belongs to the innermost root around its file.
    """
    service_of = _service_finder(report)
    services = sorted({".", *(root.project for root in report.roots)})
    categories = _categories(services)

    def of_service(findings: Iterable[Finding], service: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in findings if service_of(finding.location.path) == service)

    return {
        categories[service]: report._replace(
            findings=of_service(report.findings, service),
            suppressed=of_service(report.suppressed, service),
            accepted=of_service(report.accepted, service),
        )
        for service in services
    }


def _service_finder(report: Report) -> Callable[[str], str]:
    finder = RootFinder(report.roots)
    services = {root.path: root.project for root in report.roots}
    return lambda path: services.get(finder.paths[finder.position(path)], ".")


def _categories(services: Iterable[str]) -> dict[str, str]:
    """Return a different category for each service, which can be part of a file name."""
    found: dict[str, str] = {}
    for service in services:
        category = wanted = _NOT_IN_A_CATEGORY.sub("-", service).strip("-.") or "project"
        number = 1
        while category in found.values():
            number += 1
            category = f"{wanted}-{number}"
        found[service] = category
    return found
