"""The service."""

from .settings import NAME

if __name__ == "__main__":
    print(f"{NAME} is up")
