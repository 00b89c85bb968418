"""What every screen needs: the application as its host, header, idle time, notices, themes."""
