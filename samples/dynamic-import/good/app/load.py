from app.handlers import csv, xml

HANDLERS = {"csv": csv.handle, "xml": xml.handle}


def load(kind):
    return HANDLERS[kind]
