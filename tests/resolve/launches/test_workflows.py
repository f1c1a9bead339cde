"""Launches in the workflows of GitHub Actions."""

import pytest

from importlint.model.launch import Launch
from tests.resolve.launches.launched import launches_of

FILES = {
    "services/a/app/__init__.py": "",
    "services/a/app/main.py": "",
    "services/b/app/__init__.py": "",
    "services/b/app/main.py": "",
    "lib/pyproject.toml": '[project]\nname = "acme"\n',
    "lib/src/acme/__init__.py": "",
}


A = ("services/a",)


def launches_in(job: str, before: str = "") -> list[Launch]:
    text = f"{before}jobs:\n  test:\n" + "".join(f"    {line}\n" for line in job.splitlines())
    return list(launches_of({**FILES, ".github/workflows/ci.yml": text}).values())


@pytest.mark.parametrize(
    ("before", "job", "search_path"),
    [
        ("", "steps:\n- run: cd services/a && {RUN}", A),
        ("", "steps:\n- run: {RUN}\n  working-directory: services/a", A),
        ("", "steps:\n- run: {RUN}\n  working-directory: ${{ github.workspace }}/services/a", A),
        ("", "defaults: {run: {working-directory: services/a}}\nsteps:\n- run: {RUN}", A),
        ("defaults: {run: {working-directory: ./services/a}}\n", "steps:\n- run: {RUN}", A),
        ("env: {PYTHONPATH: services/a}\n", "steps:\n- run: {RUN}", (".", *A)),
        ("env: {PYTHONPATH: lib}\n", "env: {PYTHONPATH: services/a}\nsteps:\n- run: {RUN}", (".", *A)),
        ("", "steps:\n- env: {PYTHONPATH: '${{ github.workspace }}/services/a'}\n  run: {RUN}", (".", *A)),
        ("", "steps:\n- run: pip install -e lib\n- run: cd services/a && {RUN}", (*A, "lib/src")),
        ("", "strategy: {matrix: {s: [a]}}\nsteps:\n- run: cd services/${{ matrix.s }} && {RUN}", A),
    ],
)  # fmt: skip
def test_a_step_starts_a_process(before: str, job: str, search_path: tuple[str, ...]) -> None:
    (launch,) = launches_in(job.replace("{RUN}", "python -m app.main"), before)
    assert (launch.entry, launch.search_path) == ("app.main", search_path)


@pytest.mark.parametrize(
    "job",
    [
        "steps:\n- run: python -m app.main",
        "steps:\n- run: cd ${{ inputs.where }} && python -m app.main",
        "steps:\n- run: python -m app.main\n  working-directory: ${{ inputs.where }}",
        "env: {PYTHONPATH: '${{ inputs.where }}'}\nsteps:\n- run: cd services/a && python -m app.main",
        "steps:\n- run: echo PYTHONPATH=$X >> $GITHUB_ENV\n- run: cd services/a && python -m app.main",
        "steps:\n- uses: actions/checkout@v4\n  with: {path: elsewhere}\n- run: cd services/a && python -m app.main",
        "steps:\n- run: cd services/a; python -m app.main\n  shell: pwsh",
        "strategy: {matrix: {s: '${{ fromJson(needs.x) }}'}}\nsteps:\n- run: cd ${{ matrix.s }}; python -m app.main",
        "uses: ./.github/workflows/python.yml",
    ],
)
def test_what_is_not_known_is_not_claimed(job: str) -> None:
    assert launches_in(job) == []


@pytest.mark.parametrize(
    "matrix",
    ["{s: [a, b], python: ['3.11', '3.12']}", "{include: [{s: a}, {s: b}]}", "\n      s:\n      - a\n      - b"],
)
def test_a_matrix_starts_one_process_for_each_entry(matrix: str) -> None:
    job = (
        f"strategy:\n  matrix: {matrix}\nsteps:\n- run: |\n    cd services/${{{{ matrix.s }}}}\n    python -m app.main"
    )
    assert [(launch.name, launch.cwd) for launch in launches_in(job)] == [
        (".github/workflows/ci.yml: python -m app.main in services/a", "services/a"),
        (".github/workflows/ci.yml: python -m app.main in services/b", "services/b"),
    ]


def test_evidence_has_the_line_of_the_command() -> None:
    (launch,) = launches_in("steps:\n- name: run\n  run: |\n    # here\n    cd services/a\n    python -m app.main")
    assert [found.line for found in launch.evidence] == [8]
