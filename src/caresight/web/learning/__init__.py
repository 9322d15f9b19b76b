"""Training needs inferred from signals, what was offered and taken up, what good homes do."""
