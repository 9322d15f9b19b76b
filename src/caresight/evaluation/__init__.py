"""How often were the signals right."""
