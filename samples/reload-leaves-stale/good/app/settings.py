import os

DEBUG = "APP_DEBUG" in os.environ
