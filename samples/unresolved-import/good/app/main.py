from .handlers import handle


def main(event):
    return handle(event)
