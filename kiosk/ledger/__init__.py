"""The ledger's arithmetic: canonical bytes, commitments, chain and signatures. Pure functions."""
