from collections.abc import Iterator

from acme.contracts.order import Order

try:
    import orjson as json
except ModuleNotFoundError:
    import json


def read(text: str) -> Iterator[Order]:
    return (Order(**fields) for fields in json.loads(text))
