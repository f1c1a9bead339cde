"""The errors that end a run. One bad input never does: it is a diagnostic, and the run goes on."""


class ImportlintError(Exception):
    """Something without which the run cannot go on; printed as `importlint: what` and a `help:` line, exit status 2.

    `help` says what to do next, in one sentence.
    """

    def __init__(self, what: str, *, help: str = "") -> None:  # noqa: A002
        super().__init__(what)
        self.help = help


class UsageError(ImportlintError):
    """Wrong arguments: an unknown rule, two reports to one place."""


class ConfigError(ImportlintError):
    """A configuration that cannot be used; the message starts with its file, and line where known."""


class TargetError(ImportlintError):
    """A path to scan that does not exist or cannot be read."""


class ReportError(ImportlintError):
    """A saved report that cannot be read; the message says where in it and what was expected."""


class OutputError(ImportlintError):
    """A report that could not be written."""


class FixError(ImportlintError):
    """A change of the project that cannot be planned, proven or carried out; the project is as it was."""
