"""Pages of a provider's own people, and the members' list of missing returns."""
