"""Reads of the assessment, in a constant number of SQL queries."""
