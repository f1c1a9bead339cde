"""Say which file every import means, in every process, and what breaks."""

__version__ = "0.1.0"
