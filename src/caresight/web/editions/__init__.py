"""The overview of homes and beds, and its monthly editions: frozen, numbered, kept for ever."""
