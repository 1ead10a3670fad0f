"""What people type into the kernel's pages, cleaned."""
