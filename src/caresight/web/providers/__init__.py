"""What a provider's own people see and send: returns, figures, replies, what they were told."""
