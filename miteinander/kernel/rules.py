"""Who may do what to the installation as a whole: whoever runs commands on the server."""

from miteinander.kernel.actor import Actor, Operator


def can_manage_keys(by: Actor | Operator) -> bool:
    """Rotate, rewrap and retire the keys of all municipalities."""
    return isinstance(by, Operator)
