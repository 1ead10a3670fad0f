"""What must be fast or small, measured as counts and ratios. `python3 start.py bench [NAME]`."""
