from app.api import status


def test_status():
    assert status() == "billing is up"
