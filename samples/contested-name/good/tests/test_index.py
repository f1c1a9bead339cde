import unittest

from acme.search.index import words


class TestIndex(unittest.TestCase):
    def test_words(self):
        self.assertEqual(words("two words"), {"en": ["two", "words"]})
