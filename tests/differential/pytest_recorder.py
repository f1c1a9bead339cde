"""Run pytest sessions in forked children and tell what each imported; run with an interpreter that has pytest.

Standard input holds a JSON object a line: {"root", "cwd", "arguments", "as_module"}; one line is printed for each:
{"path": [directories], "seen": {test file: [file]}, "failures": {file: "Type: message"}, "ended": bool}.
"""

import json
import os
import re
import signal
import sys

import pytest

_TIMEOUT = 30
_RAISED = re.compile(r"^E\s+([\w.]+(?:Error|Exception|Mismatch\w*))(?:: (.*))?$", re.MULTILINE)


class _Recorder:
    """A plugin that writes down what was imported."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.answer = {"path": [], "seen": {}, "failures": {}, "ended": False}

    def inside(self, path: str) -> str:
        return os.path.relpath(path, self.root).replace(os.sep, "/")

    def file_of(self, value: object) -> str:
        """Return the file of a module, or the one that a text names; "" for a namespace package."""
        return value if isinstance(value, str) else self.inside(file) if (file := value.__file__) else ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            text = str(report.longrepr)
            found = _RAISED.findall(text)
            what = "mismatch" if "import file mismatch" in text else ": ".join(found[-1]) if found else text[-200:]
            self.answer["failures"][self.inside(os.path.join(self.invocation, report.nodeid.partition("::")[0]))] = what

    def pytest_configure(self, config: pytest.Config) -> None:
        self.invocation = str(config.rootpath)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            seen = [value for name, value in vars(item.module).items() if name.startswith("seen_")]
            self.answer["seen"][self.inside(str(item.path))] = [self.file_of(value) for value in seen]
        self.answer["ended"] = True
        self.answer["path"] = [
            self.inside(entry)
            for entry in dict.fromkeys(sys.path)
            if entry == self.root or entry.startswith(self.root + os.sep)
        ]


def main() -> None:
    """Answer the lines of standard input."""
    out = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        out.write(_in_child(json.loads(line)) + "\n")
        out.flush()


def _in_child(job: dict) -> str:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(_TIMEOUT)
        with os.fdopen(writing, "w") as pipe:
            pipe.write(json.dumps(_run(job)))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer or "null"


def _run(job: dict) -> dict:
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    os.chdir(os.path.join(job["root"], job["cwd"]))
    sys.dont_write_bytecode = True
    sys.path[0] = os.getcwd() if job["as_module"] else os.path.dirname(sys.executable)
    recorder = _Recorder(job["root"])
    pytest.main(["-q", "-p", "no:cacheprovider", *job["arguments"]], plugins=[recorder])
    return recorder.answer


if __name__ == "__main__":
    main()
