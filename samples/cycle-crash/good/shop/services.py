def notify(user):
    print("saved", user)
