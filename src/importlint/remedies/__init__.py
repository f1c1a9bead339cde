"""What change mends a finding: concrete directories and lines, for the code at hand."""
