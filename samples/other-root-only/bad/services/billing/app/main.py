from audit.log import record


def main():
    record("billing")
