from acme.log import info
from acme.search.settings import LANGUAGE


def add(text):
    info(f"{LANGUAGE}: {text}")
