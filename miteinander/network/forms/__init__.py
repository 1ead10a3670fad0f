"""What people type into the network's pages, cleaned."""
