"""Give packages another place and another name, and everything that speaks of them the new one."""
