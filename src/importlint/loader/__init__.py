"""Runs inside other people's programs: standard library only, imports nothing of importlint."""
