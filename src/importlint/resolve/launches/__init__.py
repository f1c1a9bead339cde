"""What starts processes: one module for each kind of launch."""
