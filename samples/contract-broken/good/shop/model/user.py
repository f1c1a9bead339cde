class User:
    def __init__(self, number):
        self.number = number
