def handle(event):
    assert event
    return event["name"]
