NAME = "the program's own"
