from shop.exceptions import CardRefused


def pay(card):
    if not card:
        raise CardRefused("no card")
