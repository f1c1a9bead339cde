import unittest

from app.invoice import total


class TestInvoice(unittest.TestCase):
    def test_total(self):
        self.assertEqual(total(1250), "12.50 EUR")
