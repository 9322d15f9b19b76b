"""Versioned tables that say what was known when."""
