"""A provider's own homes, figures and returns in words."""
