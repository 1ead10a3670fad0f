"""What other programs ask for: each operation is one read and one answer."""
