"""Data-quality rules and their verdicts."""
