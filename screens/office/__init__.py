"""What an administrator sees: first run, staff, agreements, verification, page checks."""
