from acme.billing.invoice import total
from acme.search.index import price

if __name__ == "__main__":
    print(total(1250))
    print(price(990))
