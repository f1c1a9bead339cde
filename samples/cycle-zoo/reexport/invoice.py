from reexport import Order  # the package has it by now


class Invoice:
    of: Order
