"""Launches in GitLab's pipelines."""

import pytest

from importlint.model.launch import Launch
from tests.resolve.launches.launched import launches_of

FILES = {
    "services/a/app/main.py": "",
    "lib/pyproject.toml": '[project]\nname = "acme"\n',
    "lib/src/acme/__init__.py": "",
}
A = ("services/a",)


def launches_in(text: str, **more: str) -> list[Launch]:
    return list(launches_of({**FILES, ".gitlab-ci.yml": text, **more}).values())


@pytest.mark.parametrize(
    ("text", "search_path"),
    [
        ("t:\n  script: cd services/a && {RUN}\n", A),
        ("t:\n  before_script: [cd services/a]\n  script:\n  - {RUN}\n", A),
        ("before_script: [cd services/a]\nt:\n  script:\n  - |\n    echo\n    {RUN}\n", A),
        ("default:\n  before_script: [pip install -e lib, cd services/a]\nt:\n  script: [{RUN}]\n", (*A, "lib/src")),
        ("variables: {PYTHONPATH: services/a}\nt:\n  script: [{RUN}]\n", (".", *A)),
        ("variables: {W: a}\nt:\n  variables: {PYTHONPATH: $CI_PROJECT_DIR/services/$W}\n  script: {RUN}\n", (".", *A)),
        (".b:\n  before_script: [cd services/$S]\nt:\n  extends: .b\n  variables: {S: a}\n  script: [{RUN}]\n", A),
        (".b:\n  script: [cd services/a]\nt:\n  script:\n  - !reference [.b, script]\n  - {RUN}\n", A),
        ("t:\n  parallel: {matrix: [{S: [a, b]}]}\n  script: [cd services/$S, {RUN}]\n", A),
        (".b: &b\n  before_script: [cd services/a]\nt:\n  <<: *b\n  script:\n  - {RUN}\n", A),
    ],
)  # fmt: skip
def test_a_job_starts_a_process(text: str, search_path: tuple[str, ...]) -> None:
    text = text.replace("{RUN}", "python -m app.main")
    (launch,) = launches_in(text)
    assert (launch.entry, launch.search_path) == ("app.main", search_path)
    number = next(number for number, line in enumerate(text.splitlines(), 1) if "app.main" in line)
    assert [(evidence.path, evidence.line) for evidence in launch.evidence] == [(".gitlab-ci.yml", number)]


def test_local_files_are_included() -> None:
    included = ".in-a:\n  before_script:\n  - cd services/a\nown:\n  script: python -m app.main\n"
    text = "include: [{local: /ci/gitlab-ci.yml}, {remote: 'https://example.org/x.yml'}]\nt:\n  extends: .in-a\n"
    (launch,) = launches_in(text + "  script: [python -m app.main]\n", **{"ci/gitlab-ci.yml": included})
    assert [(evidence.path, evidence.line) for evidence in launch.evidence] == [(".gitlab-ci.yml", 4)]


@pytest.mark.parametrize(
    "text",
    [
        "t:\n  script: [cd $WHERE, python -m app.main]\n",
        ".t:\n  script: [cd services/a, python -m app.main]\n",
        "t:\n  extends: .missing\n",
        "t:\n  extends: t\n  script: [cd services/a]\n",
        "t:\n  script: [!reference [t, script], python -m app.main]\n",
        "t: [python -m app.main\n",
        "python\n",
    ],
)
def test_what_is_not_known_is_not_claimed(text: str) -> None:
    assert launches_in(text) == []
