"""A visit: registration, the desk that calls, the line that waits."""
