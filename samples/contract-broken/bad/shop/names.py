from shop.stock import take

DEFAULT = take
