"""The machine: settings, the place of the data, files, log, transactions, processes."""
