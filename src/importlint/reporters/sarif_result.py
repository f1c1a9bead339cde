"""One finding as a SARIF result."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from importlint.model.finding import Finding, Step
from importlint.model.fix import Applicability, Edit, Fix
from importlint.model.location import Location
from importlint.reporters.display import visible
from importlint.reporters.prose import plain, shorten
from importlint.reporters.sarif_places import Places, region

_LONGEST_MESSAGE = 1_000
_LONGEST_SENTENCE = 600
_MOST_STEPS = 1_000  # of all code flows of a result


def make_result(
    finding: Finding, rule_index: int, places: Places, suppressions: Sequence[dict[str, str]]
) -> dict[str, Any]:
    """Return a result object."""
    message, related = _message(finding, places)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": {"text": message},
        "locations": [places.location(_primary(finding, places))],
        # From the meaning of the finding. The usual hash of 100 characters of source changes with a line's neighbours.
        "partialFingerprints": {"primaryLocationLineHash": f"{visible(finding.fingerprint)}:importlint"},
    }
    if related:
        result["relatedLocations"] = [
            {"id": number, **places.location(step.location, step.message)} for number, step in enumerate(related, 1)
        ]
    if finding.flow:
        result["codeFlows"] = [_code_flow(finding, places)]
    fixes = [_fix(fix, places) for fix in finding.fixes if _is_sound(fix)]
    if fixes:
        result["fixes"] = fixes
    if suppressions:
        result["suppressions"] = list(suppressions)
    return result


def _primary(finding: Finding, places: Places) -> Location:
    """Return the place of the finding; an empty file has none that could be shown, so the next one that has."""
    candidates = (finding.location, *(step.location for step in (*finding.related, *finding.flow)))
    return next((location for location in candidates if not places.is_empty(location)), finding.location)


def _message(finding: Finding, places: Places) -> tuple[str, list[Step]]:
    """Return one line of text that links the related places, and those that it links."""
    text = _without_links(shorten(plain(visible(finding.message)), _LONGEST_SENTENCE)) + "."
    linked: list[Step] = []
    for step in _related(finding, places):
        link = f"{', ' if linked else ' See '}[{_link_text(step.location)}]({len(linked) + 1})"
        if len(text) + len(link) >= _LONGEST_MESSAGE:
            break
        text += link
        linked.append(step)
    return (f"{text}." if linked else text), linked


def _related(finding: Finding, places: Places) -> Iterable[Step]:
    """Return the other places to show, each once; for a cycle those are where its other imports are."""
    seen = {finding.location, _primary(finding, places)}
    for step in finding.related or finding.flow:
        if step.location not in seen and not places.is_empty(step.location):
            seen.add(step.location)
            yield step


def _without_links(text: str) -> str:
    """Return text of which nothing reads as a link (SARIF 2.1.0, 3.11.6)."""
    return re.sub(r"\[(?=[^\[\]]*\]\()", r"\\[", text)


def _link_text(location: Location) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", f"{visible(location.path)}:{location.span.line}")


def _code_flow(finding: Finding, places: Places) -> dict[str, Any]:
    primary = _primary(finding, places)
    steps = [step for step in finding.flow if not places.is_empty(step.location)][: _MOST_STEPS - 1]
    if not any(_same_line(step.location, primary) for step in steps):
        steps.append(Step(location=primary, message=finding.message))
    locations = [{"location": places.location(step.location, step.message)} for step in steps]
    return {"threadFlows": [{"locations": locations}]}


def _same_line(one: Location, other: Location) -> bool:
    return (one.path, one.span.line) == (other.path, other.span.line)


def _is_sound(fix: Fix) -> bool:
    """Return whether an editor may offer the fix at one click, and JSON can hold its text."""
    return (
        fix.applicability is Applicability.SAFE
        and bool(fix.edits)
        and not any("\ud800" <= character <= "\udfff" for edit in fix.edits for character in edit.replacement)
    )


def _fix(fix: Fix, places: Places) -> dict[str, Any]:
    edits: dict[str, list[Edit]] = {}
    for edit in sorted(fix.edits, key=lambda edit: (edit.path, edit.span)):
        edits.setdefault(edit.path, []).append(edit)
    return {
        "description": {"text": plain(visible(fix.title))},
        "artifactChanges": [
            {"artifactLocation": places.artifact(path), "replacements": [_replacement(edit) for edit in of_path]}
            for path, of_path in edits.items()
        ],
    }


def _replacement(edit: Edit) -> dict[str, Any]:
    return {"deletedRegion": region(edit.span), "insertedContent": {"text": edit.replacement}}
