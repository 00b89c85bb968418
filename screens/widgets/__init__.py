"""Widgets that know nothing of the help point: each runs alone in a bare App."""
