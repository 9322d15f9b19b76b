"""Evidence of all agencies and what people know, put together for one home."""
