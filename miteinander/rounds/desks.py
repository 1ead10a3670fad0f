"""Where somebody answers: one inquiry, who acts, and the addresses of its pages.

The same pages stand behind two doors: the personal link, and the workspace for partners who are
signed in and for whoever enters an answer on behalf of an institution.
"""

from dataclasses import dataclass, replace

from miteinander.kernel.actor import Actor
from miteinander.rounds import rules
from miteinander.rounds.models import Inquiry
from miteinander.rounds.queries.answers import author_of

LONGEST_NAME = 200


@dataclass(frozen=True)
class Desk:
    """`base` is the address of the inquiry's page, `shell` the template around it."""

    inquiry: Inquiry
    actor: Actor
    base: str
    shell: str

    @property
    def is_on_behalf(self) -> bool:
        """Whether somebody of the administration enters what an institution said."""
        return rules.can_read_answers(self.actor)

    @property
    def asks_name(self) -> bool:
        """Whether whoever answers says who they are; a partner's account says it already."""
        return self.is_on_behalf or self.actor.user_id is None

    def author(self, typed: str = "") -> str:
        """The name under which is answered now."""
        if not self.asks_name:
            return self.actor.name
        plain = " ".join(typed.replace("\x00", "").split())[:LONGEST_NAME]
        return plain or author_of(self.inquiry)

    def by(self, typed: str = "") -> Actor:
        """Who acts, under the name that was typed."""
        return replace(self.actor, name=self.author(typed))
