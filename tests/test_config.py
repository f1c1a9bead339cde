"""The configuration: which file applies, and what every wrong value is answered with."""

from pathlib import Path

import pytest

from importlint.config import Config, load_config
from importlint.errors import ConfigError, TargetError
from importlint.model.rule import Severity
from importlint.settings import LaunchSetting

RULES = ("cycle-crash", "cycle-fragile", "path-edit")

FULL = """
[project]
name = "importlint-user"

[tool.importlint]
roots = ["services/*", "./libs/shared/"]
exclude = ["*_pb2.py"]
select = ["cycle-crash", "path-edit"]
ignore = ["cycle-fragile"]
fail-on = "error"
target-version = "3.12"
baseline = "ci/baseline.json"
first-party = ["app"]
namespace = ["acme"]

[tool.importlint.per-path-ignores]
"tests/**" = ["path-edit"]

[tool.importlint.severity]
path-edit = "note"

[tool.importlint.launches.worker]
entry = "services/worker/main.py"
cwd = "services/worker"
python-path = ["services/worker", "libs/shared"]
"""


def load(folder: Path, *paths: str, **options: object) -> Config:
    return load_config([str(folder / path) for path in paths or (".",)], rules=RULES, **options)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / {"pyproject": "pyproject.toml", "own": "importlint.toml"}[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_every_key_is_read(tmp_path: Path) -> None:
    config = load(write(tmp_path, pyproject=FULL))
    assert config == Config(
        project=str(tmp_path),
        source=str(tmp_path / "pyproject.toml"),
        roots=("services/*", "libs/shared"),
        exclude=("*_pb2.py",),
        select=("cycle-crash", "path-edit"),
        ignore=("cycle-fragile",),
        per_path_ignores=(("tests/**", ("path-edit",)),),
        severity=(("path-edit", Severity.NOTE),),
        fail_on=Severity.ERROR,
        target_version=(3, 12),
        syntax_version=(3, 12),
        launches=(
            LaunchSetting(
                name="worker",
                entry="services/worker/main.py",
                cwd="services/worker",
                python_path=("services/worker", "libs/shared"),
            ),
        ),
        baseline="ci/baseline.json",
        first_party=("app",),
        namespace=("acme",),
    )


def test_no_configuration_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == Config(project=str(tmp_path))


def test_a_pyproject_without_the_table_is_passed_by(tmp_path: Path) -> None:
    write(tmp_path, own='select = ["path-edit"]')
    service = tmp_path / "services" / "a"
    service.mkdir(parents=True)
    write(service, pyproject='[project]\nname = "a"\ndependencies = ["importlint-scan"]')
    config = load(tmp_path, "services/a")
    assert (config.project, config.select) == (str(tmp_path), ("path-edit",))


def test_own_file_wins_in_the_same_directory(tmp_path: Path) -> None:
    write(tmp_path, pyproject=FULL, own='select = ["cycle-fragile"]')
    assert load(tmp_path).select == ("cycle-fragile",)


def test_the_nearest_configuration_wins(tmp_path: Path) -> None:
    write(tmp_path, own='select = ["cycle-fragile"]')
    (tmp_path / "inner").mkdir()
    write(tmp_path / "inner", pyproject=FULL)
    assert load(tmp_path, "inner").project == str(tmp_path / "inner")


def test_the_project_is_the_nearest_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "services" / "a").mkdir(parents=True)
    assert load(tmp_path, "services/a").project == str(tmp_path)


def test_configuration_above_the_repository_does_not_count(tmp_path: Path) -> None:
    write(tmp_path, own='select = ["cycle-fragile"]')
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert load(tmp_path, "repository") == Config(project=str(tmp_path / "repository"))


def test_several_paths_share_their_nearest_ancestor(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "services" / name).mkdir(parents=True)
    (tmp_path / "services" / "b" / "main.py").touch()
    assert load(tmp_path, "services/a", "services/b/main.py").project == str(tmp_path / "services")


def test_a_file_as_path_stands_for_its_directory(tmp_path: Path) -> None:
    (tmp_path / "main.py").touch()
    assert load(tmp_path, "main.py").project == str(tmp_path)


def test_explicit_file(tmp_path: Path) -> None:
    write(tmp_path, own='select = ["cycle-fragile"]')
    (tmp_path / "ci").mkdir()
    other = tmp_path / "ci" / "strict.toml"
    other.write_text('select = ["path-edit"]', encoding="utf-8")
    config = load(tmp_path, config=str(other))
    assert (config.project, config.select, config.source) == (str(tmp_path), ("path-edit",), str(other))


def test_explicit_file_in_an_ancestor_makes_it_the_project(tmp_path: Path) -> None:
    (tmp_path / "services" / "a").mkdir(parents=True)
    (tmp_path / "strict.toml").write_text('select = ["path-edit"]', encoding="utf-8")
    assert load(tmp_path, "services/a", config=str(tmp_path / "strict.toml")).project == str(tmp_path)


def test_isolated_ignores_every_file(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "services").mkdir()
    write(tmp_path / "services", own="broken = [")
    assert load(tmp_path, "services", isolated=True) == Config(project=str(tmp_path))


def test_options_override_the_file(tmp_path: Path) -> None:
    config = load(write(tmp_path, pyproject=FULL), overrides={"fail-on": "never", "select": ("cycle-fragile",)})
    assert (config.fail_on, config.select, config.ignore) == (None, ("cycle-fragile",), ("cycle-fragile",))


def test_dotted_table_and_byte_order_mark(tmp_path: Path) -> None:
    assert load(write(tmp_path, pyproject="\ufefftool.importlint.namespace = ['acme']")).namespace == ("acme",)


def test_source_is_shown_relative_to_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(write(tmp_path, pyproject=FULL)).source == "pyproject.toml"


WRONG = [
    ('selct = ["path-edit"]', 1, 'unknown key "selct"; did you mean "select"?'),
    ("\nzzzzqq = 1", 2, 'unknown key "zzzzqq"'),
    ('select = "path-edit"', 1, '"select" must be an array of strings, such as ["a", "b"], not the string "path-edit"'),
    ('\n\nselect = [\n  "path-edit",\n  3\n]', 3, '"select" must be an array of strings only, not an integer'),
    ('select = [\n  "path-edit",\n  "cycle-crush"\n]', 3, 'unknown rule "cycle-crush"; did you mean "cycle-crash"?'),
    ('[per-path-ignores]\n"a/*" = ["path-edits"]', 2, 'unknown rule "path-edits"; did you mean "path-edit"?'),
    ('[severity]\npath-edit = "warn"', 2, 'unknown severity "warn"; did you mean "warning"?'),
    ('[severity]\npathedit = "warning"', 2, 'unknown rule "pathedit"; did you mean "path-edit"?'),
    ('fail-on = "nevr"', 1, 'unknown severity "nevr"; did you mean "never"?'),
    (
        "target-version = 3.12",
        1,
        '"target-version" must be a version of Python 3 as a string, such as "3.12", not a float',
    ),
    (
        'target-version = "2.7"',
        1,
        '"target-version" must be a version of Python 3 as a string, such as "3.12", not the string "2.7"',
    ),
    ('roots = [\n"a",\n"../b"]', 3, '"../b" is not inside the project; expected a path relative to it'),
    ('baseline = "/tmp/b"', 1, '"/tmp/b" is not inside the project; expected a path relative to it'),
    ('severity = "error"', 1, '"severity" must be a table, not the string "error"'),
    (
        '[launches.worker]\ncwd = "a"',
        1,
        'launch "worker" has no "entry"; expected a script\'s path or a module\'s dotted name',
    ),
    ('[launches.worker]\nentri = "a.py"', 2, 'unknown key "entri"; did you mean "entry"?'),
    ("select = [\n", 2, "not valid TOML: Invalid value"),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_wrong_values(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, own=text))
    assert str(caught.value) == f"{tmp_path / 'importlint.toml'}:{line}: {message}"


def test_the_line_is_that_of_the_own_table(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r":5: unknown rule"):
        load(write(tmp_path, pyproject='[tool.ruff]\nselect = ["E"]\n\n[tool.importlint]\nselect = ["E"]\n'))


def test_a_wrong_option_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r'^--select: unknown rule "x"$') as caught:
        load(tmp_path, overrides={"select": ["x"]})
    assert caught.value.help == "expected one of: cycle-crash, cycle-fragile, path-edit"


def test_a_table_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match='must be a table, not the string "x"'):
        load(write(tmp_path, pyproject='[tool]\nimportlint = "x"'))


def test_a_broken_pyproject_that_never_names_us_is_passed_by(tmp_path: Path) -> None:
    assert load(write(tmp_path, pyproject="[project\n")) == Config(project=str(tmp_path))


def test_a_file_that_is_nested_too_deeply(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nested too deeply"):
        load(write(tmp_path, own="select = " + "[" * 50_000))


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "importlint.toml").write_bytes(b"select = '\xff'")
    with pytest.raises(ConfigError, match=r"not valid UTF-8 \(byte 10\)"):
        load(tmp_path)


def test_missing_files(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        load(tmp_path, config=str(tmp_path / "absent.toml"))
    with pytest.raises(TargetError, match="no such file or directory"):
        load(tmp_path, "absent")


@pytest.mark.parametrize(
    ("stated", "target"),
    [
        (">=3.12", (3, 12)),
        (">= 3.13.1, <4", (3, 13)),
        ("<4,>3.12", (3, 12)),
        ("~=3.14.0", (3, 14)),
        ("==3.13.*", (3, 13)),
        (">=3.8,!=3.12.*", (3, 11)),
    ],
)
def test_the_oldest_required_python_is_the_target(stated: str, target: tuple[int, int], tmp_path: Path) -> None:
    config = load(write(tmp_path, pyproject=f'[project]\nrequires-python = "{stated}"\n'))
    assert (config.target_version, config.syntax_version) == (target, target)


@pytest.mark.parametrize(("stated", "target"), [("^3.12", (3, 12)), ("~3.13", (3, 13)), ("^3.12 || ^3.14", (3, 12))])
def test_poetry_states_it_as_a_dependency(stated: str, target: tuple[int, int], tmp_path: Path) -> None:
    config = load(write(tmp_path, pyproject=f'[tool.poetry.dependencies]\npython = "{stated}"\n'))
    assert config.target_version == target


def test_the_configuration_counts_more_than_the_required_python(tmp_path: Path) -> None:
    text = '[project]\nrequires-python = ">=3.12"\n[tool.importlint]\ntarget-version = "3.14"\n'
    assert load(write(tmp_path, pyproject=text)).target_version == (3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[project]\nrequires-python = "<4"\n',
        "[project]\nrequires-python = 3\n",
        'project = "requires-python"\n',
        '[project\nrequires-python = ">=3.12"\n',
        '[tool.poetry.dependencies]\npython = "^3.12 || *"\n',
    ],
)
def test_who_requires_nothing_gets_the_default_and_any_syntax(text: str, tmp_path: Path) -> None:
    config = load(write(tmp_path, pyproject=text))
    assert (config.target_version, config.syntax_version) == ((3, 11), (3, 15))
