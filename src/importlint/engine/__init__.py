"""Rules run, findings ordered, suppressed and compared with a baseline."""
