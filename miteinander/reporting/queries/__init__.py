"""Reads what reports say, in a constant number of SQL queries."""
