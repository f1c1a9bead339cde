import subprocess
import sys

from app import settings


def main():
    settings.QUEUE = "test"
    subprocess.run([sys.executable, "-m", "app.worker"], check=True)


if __name__ == "__main__":
    main()
