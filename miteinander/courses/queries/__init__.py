"""Reads of courses in a constant number of SQL queries."""
