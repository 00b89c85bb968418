"""Checking the journals: the whole ledger, or some rows, against what the tables say."""
