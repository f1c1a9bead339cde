def handle(event):
    assert event
<<<<<<< HEAD
    return event["id"]
=======
    return event["name"]
>>>>>>> rename
