"""Keep what README and docs show of the program true.

A block that follows `<!-- $ importlint ... -->` is what that command prints; `rules.md` is made from the rules as a
whole. Without arguments: name the documents that are stale and fail. With `--write`: renew them.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from importlint.model.rule import Family
from importlint.rules import ALL_RULES
from importlint.templating import render_template

PROJECT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"(?P<head><!-- \$ (?P<command>importlint [^\n]*?) -->\n+```\w*\n)(?P<body>.*?)(?P<tail>^```$)",
    re.MULTILINE | re.DOTALL,
)
RULES = PROJECT / "docs" / "rules.md"
ENVIRONMENT = {"NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "VIRTUAL_ENV")


def main(arguments: list[str]) -> int:
    """Check or renew every document."""
    stale = 0
    for document in documents():
        text = document.read_text(encoding="utf-8") if document.exists() else ""
        fresh = rules_page() if document == RULES else BLOCK.sub(renewed, text)
        if fresh == text:
            continue
        stale += 1
        name = document.relative_to(PROJECT).as_posix()
        if "--write" in arguments:
            document.write_text(fresh, encoding="utf-8")
            print(f"{name}: renewed")
        else:
            print(f"{name}: stale; run: python docs/refresh.py --write", file=sys.stderr)
    return 1 if stale and "--write" not in arguments else 0


def documents() -> list[Path]:
    """Return the documents that may hold such blocks."""
    return sorted({*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), RULES})


def rules_page() -> str:
    """Return the page of all rules, by family, in their order."""
    infos = [rule.RULE for rule in ALL_RULES]
    families = [
        {"title": family.value.capitalize(), "rules": [info for info in infos if info.family is family]}
        for family in Family
    ]
    return render_template("rules.md.j2", families=[family for family in families if family["rules"]])


def renewed(block: re.Match[str]) -> str:
    """Return a block with the output of its command."""
    return block["head"] + printed_by(block["command"]) + block["tail"]


def printed_by(command: str) -> str:
    """Return what a command prints on standard output; anything but the statuses 0 and 1 is an error."""
    environment = {name: os.environ[name] for name in KEPT if name in os.environ} | ENVIRONMENT
    words = [sys.executable, "-m", *shlex.split(command)]
    run = subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, encoding="utf-8", check=False)
    if run.returncode > 1:
        raise SystemExit(f"{command}: exit status {run.returncode}\n{run.stderr}")
    return "\n".join(line.rstrip() for line in run.stdout.strip("\n").split("\n")) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
