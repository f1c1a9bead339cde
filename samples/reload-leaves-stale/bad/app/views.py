from app.settings import DEBUG


def is_debug():
    return DEBUG
