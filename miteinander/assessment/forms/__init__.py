"""What people type into the assessment's pages, cleaned."""
