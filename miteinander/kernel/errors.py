"""What actions refuse with. Each carries a sentence for the person."""

from django.core.exceptions import PermissionDenied


class NotAllowed(PermissionDenied):
    """The actor may not do this: Django makes a 403 of it."""

    def __init__(self, sentence: str = "Dafür fehlt Ihnen die Berechtigung.") -> None:
        super().__init__(sentence)


class NotPossible(Exception):
    """The thing's state does not allow this; the sentence says why and what to do."""


def require(allowed: bool, sentence: str = "Dafür fehlt Ihnen die Berechtigung.") -> None:
    """Raise `NotAllowed` unless the rule said yes: the first line of every action."""
    if not allowed:
        raise NotAllowed(sentence)
