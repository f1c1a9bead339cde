"""Prove that a planned change mends what it should and breaks nothing, in a copy of the project."""
