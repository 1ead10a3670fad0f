"""Reads of the rounds, in a constant number of SQL queries."""
