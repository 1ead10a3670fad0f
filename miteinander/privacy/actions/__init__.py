"""Every write of data protection."""
