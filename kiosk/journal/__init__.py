"""The journals: numbers, signing, correcting, closing, reading."""
