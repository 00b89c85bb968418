"""Specialists: who they are, their PINs and agreements, and the clock they settle."""
