"""Finding homes, providers and areas."""
