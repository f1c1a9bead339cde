"""What the documents say is what the program does."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from importlint import settings
from importlint.reporters import links
from importlint.resolve.launches.find import ORIGINS
from importlint.rules import ALL_RULES

PROJECT = Path(__file__).resolve().parent.parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [*sorted(PROJECT.glob("*.md")), *sorted(PROJECT.glob("docs/**/*.md")), PROJECT / "bench" / "README.md"]
CODE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def printed(*arguments: str) -> str:
    command = [sys.executable, "-m", "importlint", *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=PROJECT).stdout


def commands_in_help() -> set[str]:
    return set(re.findall(r"^  ([a-z][a-z-]*) {2,}\S", printed("--help"), re.MULTILINE))


def table_column(document: str, heading: str) -> set[str]:
    """Return the code words in the first column of the table with this heading."""
    rows = document.partition(f"\n| {heading} |")[2].partition("\n\n")[0].splitlines()[2:]
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row.split("|")[1])}


def invocations() -> list[str]:
    """Return the command lines of importlint in the documents' code blocks."""
    blocks = [block["text"] for path in DOCUMENTS for block in CODE.finditer(path.read_text(encoding="utf-8"))]
    lines = [line.strip().removeprefix("- ").removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return sorted({line.partition("  #")[0].strip() for line in lines if line.startswith("importlint ")})


def test_readme_lists_the_commands_that_there_are() -> None:
    listed = {words.split()[1] for words in table_column(README, "command")}
    assert listed == commands_in_help()


def test_command_lines_use_options_that_exist() -> None:
    lines = invocations()
    assert any("--format sarif" in line for line in lines)
    for line in lines:
        command, *words = shlex.split(line)[1:]
        help_text = printed(command, "--help")
        assert [word for word in words if word.startswith("--") and word.partition("=")[0] not in help_text] == [], line


@pytest.mark.parametrize("document", ["README.md", "docs/configuration.md"])
def test_every_configuration_key_is_described(document: str) -> None:
    text = (PROJECT / document).read_text(encoding="utf-8")
    assert table_column(text, "key") & set(settings._READERS) == set(settings._READERS)


def test_the_example_configuration_is_valid(tmp_path: Path) -> None:
    text = (PROJECT / "docs" / "configuration.md").read_text(encoding="utf-8")
    example = next(block["text"] for block in CODE.finditer(text) if block["language"] == "toml")
    (tmp_path / "pyproject.toml").write_text(example, encoding="utf-8")
    command = [sys.executable, "-m", "importlint", "scan", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_readme_lists_the_inputs_of_the_action() -> None:
    action = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
    assert table_column(README, "input") == set(action["inputs"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)\s]*\)", document.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("language", ["yaml", "toml"])
def test_code_blocks_parse(language: str) -> None:
    import tomllib

    parse = {"yaml": yaml.safe_load, "toml": tomllib.loads}[language]
    blocks = [
        block["text"]
        for path in DOCUMENTS
        for block in CODE.finditer(path.read_text(encoding="utf-8"))
        if block["language"] == language
    ]
    assert all(parse(block) for block in blocks)


def test_shown_output_is_what_the_program_prints() -> None:
    done = subprocess.run(
        [sys.executable, "docs/refresh.py"], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


def test_architecture_names_every_room() -> None:
    text = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    entries = [path for path in (PROJECT / "src" / "importlint").iterdir() if not path.name.startswith(("_", "."))]
    rooms = [f"{path.name}/" if path.is_dir() else path.name for path in entries if path.name != "py.typed"]
    assert [room for room in sorted(rooms) if f"`{room}`" not in text] == []


def test_the_project_has_one_address() -> None:
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
    addresses = {found for text in texts for found in re.findall(r"https?://[^\s)\"]*importlint[^\s)\"]*", text)}
    assert addresses == {links.REPOSITORY}


def test_rules_are_where_reports_say() -> None:
    page = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
    for rule in ALL_RULES:
        address = links.rule_link(rule.RULE.name)
        assert address.startswith(f"{links.REPOSITORY}/blob/main/docs/rules.md#")
        assert re.search(rf"^#+ {re.escape(address.partition('#')[2])}$", page, re.MULTILINE), rule.RULE.name


def test_the_chapter_on_launches_lists_every_origin_in_order() -> None:
    chapter = (PROJECT / "docs" / "launches.md").read_text(encoding="utf-8")
    rows = chapter.partition("\n| origin |")[2].partition("\n\n")[0].splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [name for name, _ in ORIGINS]
