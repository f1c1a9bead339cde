"""The import machine: an abstract interpreter of the import system."""
