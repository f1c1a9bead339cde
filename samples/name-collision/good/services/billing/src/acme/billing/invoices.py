def send():
    return "sent"
