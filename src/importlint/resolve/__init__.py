"""Source roots, launches, and the model of CPython's path finder."""
