from app.load import engine_class, forget


def main():
    engine_class()
    forget()
    from app.engine import Engine

    print("same class:", engine_class() is Engine)


if __name__ == "__main__":
    main()
