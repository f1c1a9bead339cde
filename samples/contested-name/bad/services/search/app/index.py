from app.settings import LANGUAGE


def words(text):
    return {LANGUAGE: text.split()}
