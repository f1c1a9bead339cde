"""Launches that the configuration names: `[tool.importlint.launches.<name>]`."""

from collections.abc import Iterator
from posixpath import relpath
from shlex import quote

from importlint.model.launch import Launch, LaunchKind
from importlint.model.root import Evidence
from importlint.resolve.directories import folder
from importlint.resolve.launches.known import Known
from importlint.settings import LaunchSetting


def find(known: Known) -> Iterator[Launch]:
    """Yield them; an entry ending in `.py` is a script, any other a module that `python -m` runs."""
    for setting in known.configured:
        is_script = setting.entry.endswith(".py")
        file = known.index.find_dotted(setting.entry, (setting.cwd, *setting.python_path))
        if known.metadata.exists(setting.entry) if is_script else file is not None:
            yield _launch(setting, known, is_script=is_script)


def _launch(setting: LaunchSetting, known: Known, *, is_script: bool) -> Launch:
    first = folder(setting.entry) if is_script else setting.cwd
    file = known.metadata.exists(known.config_file)
    evidence = known.metadata.evidence(known.config_file, "the configuration says so", "launches", setting.name)
    return Launch(
        name=setting.name,
        kind=LaunchKind.SCRIPT if is_script else LaunchKind.MODULE,
        entry=setting.entry,
        cwd=setting.cwd,
        python_path=setting.python_path,
        search_path=tuple(dict.fromkeys((first, *setting.python_path))),
        command=_command(setting, is_script=is_script),
        is_stated=True,
        evidence=(evidence if file else Evidence(known.config_file, 0, evidence.reason),),
    )


def _command(setting: LaunchSetting, *, is_script: bool) -> str:
    words = f"python {quote(relpath(setting.entry, setting.cwd))}" if is_script else f"python -m {quote(setting.entry)}"
    value = ":".join(relpath(place, setting.cwd) for place in setting.python_path)
    words = f"PYTHONPATH={quote(value)} {words}" if value else words
    return f"cd {quote(setting.cwd)} && {words}" if setting.cwd != "." else words
