"""Which import leads from one module of a cycle to the next."""

from collections.abc import Sequence

from importlint.model.finding import Finding, Step


def cycle_edges(finding: Finding) -> Sequence[Step]:
    """Return the steps of a finding if each is an import in the module of its cycle at that place, else ().

    Steps may also tell how an import of the cycle comes to fail; those belong beside its drawing, not into it.
    """
    if len(finding.flow) != len(finding.cycle):
        return ()
    is_drawn = all(
        _is_file_of(step.location.path, name) for step, name in zip(finding.flow, finding.cycle, strict=True)
    )
    return finding.flow if is_drawn else ()


def _is_file_of(path: str, module: str) -> bool:
    ending = f"/{module.replace('.', '/')}"
    return f"/{path}".endswith((f"{ending}.py", f"{ending}/__init__.py"))
