def handle(text):
    return text.split(",")
