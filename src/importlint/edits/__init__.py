"""Edits of source text: text in, text out."""
