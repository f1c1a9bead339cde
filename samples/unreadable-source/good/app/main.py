from app.handler import handle


def main(event):
    return handle(event)
