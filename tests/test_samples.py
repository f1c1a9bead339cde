"""Every sample: what the scan prints for it, and what its README says that Python does.

A sample of a rule has `bad/` and `good/`; a whole monorepo has neither. `expected.txt` is the text report; of `good/`
there is nothing to report. `pytest tests/test_samples.py --rewrite` writes the expected files anew.

In a README the lines that begin with `$` are run by a shell, in `bad/` or `good/` below a heading of that name; what
follows is how their output ends, with `...` for anything. A sample runs in a copy of its own.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from importlint.cli import main

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PROJECTS = sorted(config.parent for config in SAMPLES.rglob("importlint.toml"))
RULE_SAMPLES = [path for path in PROJECTS if path.parent != SAMPLES]
WHOLE = [path for path in PROJECTS if path.parent == SAMPLES]
BAD = [path for path in RULE_SAMPLES if path.name == "bad"]
GOOD = [path for path in RULE_SAMPLES if path.name == "good"]


class Claim(NamedTuple):
    """A command of a README, how its output ends, and the directory of the sample that it runs in."""

    folder: str
    command: str
    output: str


def name_of(path: Path) -> str:
    return path.relative_to(SAMPLES).as_posix()


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[Path], Path]:
    """Return a function that copies a sample and gives its files the names that they are meant to have."""

    def copy_sample(sample: Path) -> Path:
        target = shutil.copytree(sample, tmp_path / sample.name, ignore=shutil.ignore_patterns("__pycache__"))
        for old, new in _renames(sample):
            if (target / new).exists():
                pytest.skip("this file system ignores case")
            (target / old).rename(target / new)
        return target

    return copy_sample


def _renames(sample: Path) -> Iterator[tuple[str, str]]:
    listed = sample / "renames.txt"
    for line in listed.read_text("utf-8").splitlines() if listed.exists() else ():
        old, _, new = line.partition(" -> ")
        if (sample / new).exists():
            pytest.skip("this file system ignores case")
        yield old, new


@pytest.fixture
def scan(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[Path], str]:
    """Return a function that scans a directory and returns the text report."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")

    def scan_directory(directory: Path) -> str:
        monkeypatch.chdir(directory)
        with pytest.raises(SystemExit) as ended:
            main(["scan", "."])
        assert ended.value.code in {0, 1}
        return capsys.readouterr().out

    return scan_directory


@pytest.mark.parametrize("bad", BAD, ids=name_of)
def test_bad_is_reported(
    bad: Path, copy: Callable[[Path], Path], scan: Callable[[Path], str], compare: Callable[[Path, str], None]
) -> None:
    report = scan(copy(bad.parent) / "bad")
    compare(bad.parent / "expected.txt", report)
    assert f"● {bad.parent.name} " in report


@pytest.mark.parametrize("good", GOOD, ids=name_of)
def test_good_is_not_reported(good: Path, copy: Callable[[Path], Path], scan: Callable[[Path], str]) -> None:
    report = scan(copy(good.parent) / "good")
    assert report.startswith("No findings in "), report


@pytest.mark.parametrize("whole", WHOLE, ids=name_of)
def test_a_whole_monorepo_is_reported_as_expected(
    whole: Path, copy: Callable[[Path], Path], scan: Callable[[Path], str], compare: Callable[[Path, str], None]
) -> None:
    compare(whole / "expected.txt", scan(copy(whole)))


def claims(sample: Path) -> list[Claim]:
    """Return what a README says of commands and their output."""
    found: list[Claim] = []
    folder = "."
    for line in (sample / "README.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            folder = line[3:] if line[3:] in {"bad", "good"} else "."
        elif line.startswith("    $ "):
            found.append(Claim(folder, line[6:], ""))
        elif line.startswith("    ") and found:
            found[-1] = found[-1]._replace(output=f"{found[-1].output}{line[4:]}\n")
    return found


# What Python says of a half-built package on the first entry of sys.path since 3.14, and what it said before.
ADVICE = re.compile(r"from ('[\w.]+') \(consider renaming '(.*)' if it has .*\)$", re.MULTILINE)
CIRCULAR = r"from partially initialized module \1 (most likely due to a circular import) (\2)"
SAMPLE_NAMES = sorted({name_of(path).partition("/")[0] for path in PROJECTS})


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_python_does_what_the_readme_says(name: str, copy: Callable[[Path], Path]) -> None:
    sample = copy(SAMPLES / name)
    said = claims(sample)
    assert said, "a README shows what happens"
    for claim in said:
        output = ADVICE.sub(CIRCULAR, run(claim.command, sample / claim.folder))
        pattern = r"[^\n]*".join(re.escape(part) for part in claim.output.rstrip("\n").split("..."))
        hint = r"(?:\. Did you mean: [^\n]*)?"  # since Python 3.12
        assert re.search(rf"(?:^|\n){pattern}{hint}\s*$", output), f"$ {claim.command}\n{output}"


def run(command: str, directory: Path) -> str:
    """Run a command line as a person would, with the interpreter that runs the tests."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    environment = {"PATH": path, "HOME": str(directory), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, shell=True, cwd=directory, env=environment, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, timeout=60, check=False,
    )  # fmt: skip
    return done.stdout


def test_every_sample_has_a_readme_and_an_expected_report() -> None:
    assert [name for name in SAMPLE_NAMES if not (SAMPLES / name / "README.md").is_file()] == []
    assert [name for name in SAMPLE_NAMES if not (SAMPLES / name / "expected.txt").is_file()] == []
    assert sorted(path.name for path in SAMPLES.iterdir() if path.is_dir()) == SAMPLE_NAMES
