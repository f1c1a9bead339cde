def shown(cents):
    return f"{cents / 100:.2f}"
