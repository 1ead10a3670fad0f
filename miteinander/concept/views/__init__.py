"""Pages of the workspace, by noun."""
