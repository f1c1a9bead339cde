from app.cache import Cache


def main():
    print("the cache is", "on" if Cache else "off")


if __name__ == "__main__":
    main()
