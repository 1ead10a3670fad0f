"""Reads of data protection."""
