CLICKS = [3, 1, 2]
