"""Bill what was ordered: two services in one process."""

from acme.billing.invoice import line
from acme.orders.book import read


def main():
    for order in read('[{"number": 7, "cents": 4200}]'):
        print(line(order))


if __name__ == "__main__":
    main()
