"""Every write to the concept, by noun."""
