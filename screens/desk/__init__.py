"""What a specialist sees: log-in, the desk, the journals, entries and corrections."""
