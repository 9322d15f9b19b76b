"""Pages of how digital homes are."""
