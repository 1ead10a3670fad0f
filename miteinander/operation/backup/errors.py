"""What backup and restore refuse with."""


class BackupError(Exception):
    """Something is wrong with a backup; the sentence says what, and what to do."""
