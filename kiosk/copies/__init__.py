"""Copies of the data: made, kept, rotated, put back."""
