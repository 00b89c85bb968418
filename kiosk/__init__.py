"""What the help point does: its acts and rules, with no Textual and no SQL."""
