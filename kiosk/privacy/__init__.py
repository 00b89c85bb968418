"""Destroying personal data: whose they are, in the database and in every copy."""
