"""The ways of a visitor through the questions, written once for screen, voice and plain lines."""
