"""What people type into the pages of accounts, cleaned."""
