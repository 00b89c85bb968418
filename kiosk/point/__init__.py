"""The help point itself: opening it, its lock, its ledger, epochs and checkpoints."""
