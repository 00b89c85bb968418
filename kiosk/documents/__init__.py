"""What comes out of the journals: PDF, XLSX, CSV and JSON."""
