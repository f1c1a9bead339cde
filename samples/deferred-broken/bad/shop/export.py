def export(rows):
    from shop.writers import CsvWritter

    return CsvWritter, rows
