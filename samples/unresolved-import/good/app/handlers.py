def handle(event):
    return event["id"]
