"""Who may have news sent to an address.

Everyone may ask for it; only whoever reads the mails of this address confirms it and ends it, by
the links in them. Who follows what is nobody else's business: there is no list of followers.
"""

from miteinander.kernel.actor import Actor

# Purposes of the links in mails (`kernel.links`), as an actor carries them who came by one.
CONFIRM = "following.confirm"
END = "following.end"
END_ALL = "following.end_all"


def can_confirm(actor: Actor, subscription_id: int) -> bool:
    """Say that the address is one's own and that news is welcome."""
    return actor.came_by(CONFIRM, subscription_id)


def can_end(actor: Actor, subscription_id: int) -> bool:
    """End a subscription, or refuse it."""
    return actor.came_by(END, subscription_id) or actor.came_by(CONFIRM, subscription_id)


def can_end_all(actor: Actor) -> bool:
    """End whatever one address follows."""
    return actor.came_by(END_ALL, actor.municipality_id)


def can_tell(actor: Actor) -> bool:
    """Send the news: only the nightly work does."""
    return actor.is_system
