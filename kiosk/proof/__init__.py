"""The rules of the acts, for the kiosk and for whoever checks it without one.

Standard library only, any Python from 3.8 on. The folder goes into every bundle as it is.
"""
