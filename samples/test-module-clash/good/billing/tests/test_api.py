def test_billing():
    pass
