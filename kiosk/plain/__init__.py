"""The visitor's ways line by line, for braille displays and terminals that only print."""
