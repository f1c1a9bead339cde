"""Codemods: a project and its findings in, a planned change out. None writes a file, starts a process or prints.

A codemod is one module with `plan(project, findings, options) -> ChangeSet`, loaded when it is asked for. The findings
are those that `--rule` and PATHS chose. What cannot be decided is left alone and becomes a note of the change.
"""

from collections.abc import Callable, Sequence

from importlint.codemods.options import FixOptions
from importlint.errors import FixError
from importlint.model.change import ChangeSet
from importlint.model.finding import Finding
from importlint.project import Project

_OPTIONAL = frozenset({"libcst", "tomlkit"})

Plan = Callable[[Project, Sequence[Finding], FixOptions], ChangeSet]


def _findings(project: Project, findings: Sequence[Finding], options: FixOptions) -> ChangeSet:
    from importlint.codemods.findings import plan

    return plan(project, findings, options)


def _namespace(project: Project, findings: Sequence[Finding], options: FixOptions) -> ChangeSet:
    try:
        from importlint.codemods.namespace_packages import plan
    except ModuleNotFoundError as error:
        if error.name not in _OPTIONAL:
            raise
        raise FixError(f"this needs {error.name}", help='pip install "importlint-scan[fix]"') from None
    return plan(project, findings, options)


def _loader(project: Project, findings: Sequence[Finding], options: FixOptions) -> ChangeSet:
    from importlint.codemods.loader_contexts import plan

    return plan(project, findings, options)


CODEMODS: dict[str, Plan] = {
    "findings": _findings,
    "loader": _loader,
    "namespace": _namespace,
}
