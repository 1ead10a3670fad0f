"""Pages of data protection: one call, one page."""
