def test_search():
    pass
