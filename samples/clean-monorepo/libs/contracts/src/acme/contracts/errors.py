class ContractError(Exception):
    """What was sent is not what was agreed."""
