"""Words and days: languages, names, errors with their sentences, what states are called."""
