"""What changes a subscription, and what is sent for it."""
