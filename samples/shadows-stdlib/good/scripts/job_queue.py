JOBS = [1, 2, 3]
