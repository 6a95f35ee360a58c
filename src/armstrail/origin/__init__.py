"""Which pages come from one text."""
