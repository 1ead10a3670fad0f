"""Pages that make documents."""
