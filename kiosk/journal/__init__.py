"""The journals: numbers and volumes, signing, reading, printing, checking against the ledger."""
