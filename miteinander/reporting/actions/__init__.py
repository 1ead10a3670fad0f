"""Templates of reports, and reports that jobs write."""
