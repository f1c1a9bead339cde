def handle(text):
    return text.strip("<>").split("><")
