import os
import subprocess
import sys


def main():
    environment = os.environ | {"APP_QUEUE": "test"}
    subprocess.run([sys.executable, "-m", "app.worker"], check=True, env=environment)


if __name__ == "__main__":
    main()
