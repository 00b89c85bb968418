"""What leaves on paper or as a file: book, PDF, XLSX, CSV, JSON, papers, the bundle."""
