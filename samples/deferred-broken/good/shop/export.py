from shop.writers import CsvWriter


def export(rows):
    return CsvWriter, rows
