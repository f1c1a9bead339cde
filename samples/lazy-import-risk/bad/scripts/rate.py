import sys

__lazy_modules__ = ["billing"]

sys.path.insert(0, "services/billing")
import billing

sys.path.remove("services/billing")

if __name__ == "__main__":
    print(billing.RATE)
