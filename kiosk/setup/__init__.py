"""Setting up: founding a point, loading files, the starter set, the example day, doctor."""
