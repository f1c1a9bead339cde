"""What a run leaves for the next one: facts by content, and whole reports (docs/decisions/030-cache.md)."""
