"""Where the project lives on the web.

This is the one place that says so; README.md names the same address, and a test compares them. As long as nothing is
published it is a name that cannot exist (RFC 2606 keeps `.example` free), so only SARIF, which demands a link, has it.
"""

REPOSITORY = "https://importlint.example"


def rule_link(rule: str) -> str:
    """Return the address of a rule's documentation."""
    return f"{REPOSITORY}/blob/main/docs/rules.md#{rule}"
