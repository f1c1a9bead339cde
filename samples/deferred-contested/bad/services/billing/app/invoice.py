def total(cents):
    from app.settings import CURRENCY

    return f"{cents / 100:.2f} {CURRENCY}"
