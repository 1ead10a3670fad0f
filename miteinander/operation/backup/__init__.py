"""Backup and restore: encrypted, verified, in constant memory.

`envelope` encrypts a stream, `archive` lays parts and their checksums into it, `databases` reads
and writes SQLite and PostgreSQL, `making` and `restoring` are the two journeys.
"""
