from acme.search.settings import LANGUAGE


def words(text):
    return {LANGUAGE: text.split()}
