from acme.billing.invoice import line
from acme.contracts.order import Order


def main():
    print(line(Order(1, 1250)))


if __name__ == "__main__":
    main()
