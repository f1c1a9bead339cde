try:
    from app.cache import Cache
except ImportError:
    Cache = None


def main():
    print("the cache is", "on" if Cache else "off")


if __name__ == "__main__":
    main()
