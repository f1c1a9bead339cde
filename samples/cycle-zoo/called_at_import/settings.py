import called_at_import.loader

CURRENT = called_at_import.loader.load()
DEFAULTS = {"currency": "EUR"}
