import os

QUEUE = os.environ.get("APP_QUEUE", "live")
