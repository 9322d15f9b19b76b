"""Councils and boards from above."""
