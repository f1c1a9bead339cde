"""Where the documentation is read."""

HOMEPAGE = "https://importlint-scan.readthedocs.io/"


def rule_link(rule: str) -> str:
    """Return the address of a rule's documentation."""
    return f"{HOMEPAGE}rules/#{rule}"
