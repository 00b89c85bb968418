"""The rules of the acts, for the kiosk and for whoever checks it: standard library only."""
