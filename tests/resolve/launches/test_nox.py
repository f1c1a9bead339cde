"""Launches of nox, read from a noxfile that is never run."""

import pytest

from tests.resolve.launches.launched import launches_of

FILES = {
    "services/a/app/main.py": "",
    "x.py": "",
    "lib/pyproject.toml": '[project]\nname = "acme"\n',
    "lib/src/acme/__init__.py": "",
}
HEAD = (
    'import nox\n\nHERE = "services/a"\nMORE = ["-m", "app.main"]\n\n@nox.session(python=["3.11"])\ndef it(session):\n'
)
A = ("services/a",)


def body(text: str) -> str:
    return HEAD + "".join(f"    {line}\n" for line in text.splitlines())


@pytest.mark.parametrize(
    ("text", "search_path"),
    [
        ('session.chdir(HERE)\nsession.run("python", "-m", "app.main")', A),
        ('with session.chdir("services/a"):\n    session.run("python", *MORE)\nsession.run("echo")', A),
        ('session.cd("services")\nsession.cd("a")\nsession.run("python", "-m", *session.posargs or ["app.main"])', A),
        ('session.run("python", "-m", "app.main", *session.posargs, env={"PYTHONPATH": f"{HERE}"})', (".", *A)),
        ('session.env["PYTHONPATH"] = HERE\nsession.run("python", "-m", "app.main")', (".", *A)),
        ('session.install("-e", "lib")\nsession.chdir(str(HERE))\nsession.run("python", *MORE)', (*A, "lib/src")),
        ('if HERE:\n    session.run("sh", "-c", "cd services/a && python -m app.main", external=True)', A),
        ('try:\n    session.run("python", "-m", "app.main", env={"PYTHONPATH": HERE})\nfinally:\n    pass', (".", *A)),
    ],
)  # fmt: skip
def test_a_session_runs_commands(text: str, search_path: tuple[str, ...]) -> None:
    noxfile = body(text)
    (launch,) = launches_of({**FILES, "noxfile.py": noxfile}).values()
    assert (launch.entry, launch.search_path) == ("app.main", search_path)
    number = next(number for number, line in enumerate(noxfile.splitlines(), 1) if "session.run" in line)
    assert [(evidence.path, evidence.line) for evidence in launch.evidence] == [("noxfile.py", number)]


@pytest.mark.parametrize(
    "text",
    [
        'session.chdir(where())\nsession.run("python", "x.py")',
        'session.run("python", name())',
        'session.run("python", "x.py", env=environment())',
        'session.run("python", *arguments)',
        'other.run("python", "x.py")',
        "return",
    ],
)
def test_what_is_not_known_is_not_claimed(text: str) -> None:
    assert launches_of({**FILES, "noxfile.py": body(text)}) == {}


@pytest.mark.parametrize("text", ["def (", 'def it(session):\n    session.run("python", "x.py")\n'])
def test_other_functions_and_broken_files_start_nothing(text: str) -> None:
    assert launches_of({**FILES, "noxfile.py": text}) == {}
