"""About, methods and accessibility."""
