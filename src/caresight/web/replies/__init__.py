"""What a provider was told and when, and its right of reply beside the evidence."""
