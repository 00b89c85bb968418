"""What visitors see: home, signing in, requests, schedule, guides, the ticket."""
