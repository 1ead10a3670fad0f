"""Public pages: each turns an address into one read and one page that is the same for everyone."""
