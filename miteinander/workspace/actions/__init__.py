"""What the workspace sends by itself."""
