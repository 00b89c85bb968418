"""A voice for the questions: the engine that speaks, what it may say, and the keys that cut it."""
