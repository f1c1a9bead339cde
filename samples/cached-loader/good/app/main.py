from app.engine import Engine
from app.load import engine_class


def main():
    print("same class:", engine_class() is Engine)


if __name__ == "__main__":
    main()
