"""Pages and forms of groups."""
