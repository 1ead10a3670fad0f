"""Every write of the assessment."""
