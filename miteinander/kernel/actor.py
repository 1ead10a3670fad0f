"""Who acts: one frozen value, built once at the door through which somebody comes."""

from dataclasses import dataclass

from miteinander.kernel.choices import Door


@dataclass(frozen=True)
class Actor:
    """Somebody who reads or writes in one municipality.

    `roles` are codes of `accounts.choices.Role`; `user_id` is None for the system and for somebody
    who comes by a mail link without an account. `organisation_ids` are the institutions for which
    a partner speaks. `scopes` is all that another program may do that comes with an API token: it
    holds no roles, so no rule that asks for a role lets it in. `link` is purpose and object's key
    of the mail link by which somebody came: it opens this object and nothing else.
    """

    municipality_id: int
    door: Door
    user_id: int | None = None
    name: str = ""
    roles: frozenset[str] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    scopes: frozenset[str] = frozenset()
    link: tuple[str, int] | None = None

    def has_role(self, *roles: str) -> bool:
        """Whether the actor holds one of these roles in this municipality."""
        return not self.roles.isdisjoint(roles)

    def has_scope(self, scope: str) -> bool:
        """Whether another program was given this right by its token."""
        return self.door == Door.API_TOKEN and scope in self.scopes

    def came_by(self, purpose: str, object_id: int) -> bool:
        """Whether a mail link for this purpose and this object let the actor in."""
        return self.door == Door.MAIL_LINK and self.link == (purpose, object_id)

    @property
    def is_system(self) -> bool:
        """Whether no person but a command or a job of the municipality acts."""
        return self.door == Door.SYSTEM


def system(municipality_id: int, name: str = "System") -> Actor:
    """The actor of commands and jobs: may do what the rules grant to the system."""
    return Actor(municipality_id=municipality_id, door=Door.SYSTEM, name=name)


@dataclass(frozen=True)
class Operator:
    """Whoever runs commands on the server that belong to no single municipality.

    Keys, backups, the trail as a whole. Has an actor's words that the trail asks for.
    """

    name: str = "Betrieb"
    municipality_id: None = None
    user_id: None = None
    door: Door = Door.SYSTEM
