"""What every screen needs: the application as its host, idle time, notices, themes."""
