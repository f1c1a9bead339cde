"""The import graph and questions about it."""
