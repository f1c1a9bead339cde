"""Names of services out of their directories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importlint.remedies.service_names import service_names

PATHS = st.lists(
    st.lists(st.sampled_from(["a", "b-service", "src", "app", "1"]), min_size=1, max_size=4), unique_by=tuple
)


@pytest.mark.parametrize(
    ("directory", "name"),
    [
        ("services/pillars-service", "pillars"),
        ("services/pillars-service/src", "pillars"),
        ("services/order_api", "order"),
        ("svc-billing", "billing"),
        ("services/2fa", "_2fa"),
        ("services/class", "_class"),
        ("Front-End", "front_end"),
        (".", "main"),
        ("src", "src"),
    ],
)
def test_a_service_is_named_by_the_part_that_tells(directory: str, name: str) -> None:
    assert service_names([directory]) == {directory: name}


def test_parts_are_added_until_names_differ() -> None:
    assert service_names(["eu/billing/src", "us/billing/src", "us/search"]) == {
        "eu/billing/src": "eu_billing",
        "us/billing/src": "us_billing",
        "us/search": "search",
    }


@given(PATHS)
def test_names_are_different_identifiers(parts: list[list[str]]) -> None:
    names = service_names(["/".join(path) for path in parts])
    assert all(name.isidentifier() for name in names.values())
    assert len(set(names.values())) == len(names)
