"""What a person sees: everything Textual."""
