"""Topics, guides and the schedule of sessions."""
