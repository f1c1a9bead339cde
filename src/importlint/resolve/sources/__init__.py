"""One module for each origin of a source root or launch."""
