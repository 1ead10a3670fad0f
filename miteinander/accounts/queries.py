"""Reads of people and roles."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, QuerySet, When

from miteinander.accounts.choices import Role
from miteinander.accounts.models import ApiToken, Membership, User
from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import Door, MunicipalityKind
from miteinander.kernel.models import Municipality
from miteinander.kernel.queries import containing
from miteinander.kernel.tenancy import all_towns, town_scope


def actor_in(user: User, municipality: Municipality) -> Actor | None:
    """The actor for somebody signed in, or None where they hold no role in the municipality."""
    with town_scope(municipality):
        codes = frozenset(Membership.objects.filter(user=user).values_list("role", flat=True))
    if not codes:
        return None
    return Actor(municipality.pk, Door.SESSION, user.pk, user.name, codes)


def municipalities_of(user: User) -> list[Municipality]:
    """The municipalities in which somebody holds a role, by name."""
    with all_towns():
        ids = list(user.memberships.values_list("municipality_id", flat=True))
    return list(Municipality.objects.filter(pk__in=ids, is_active=True).order_by("name"))


def has_list() -> bool:
    """Whether there are municipalities to choose from (the official list was imported)."""
    return Municipality.objects.filter(is_active=False).exists()


def name_in_list(ags: str) -> str:
    """The name of the municipality with this key, or "" where none has it."""
    names = Municipality.objects.filter(ags=ags).values_list("name", flat=True)
    return (names.first() if ags else None) or ""


def listed_municipalities(words: str, most: int = 20) -> list[Municipality]:
    """Up to `most` inactive municipalities whose name has all words or whose key begins so.

    Left out are areas without people's self-government and the second entry that a kreisfreie
    Stadt has as a Kreis; names that begin with the words come first.
    """
    rows = Municipality.objects.filter(is_active=False).exclude(kind=MunicipalityKind.AREA)
    rows = rows.exclude(kind=MunicipalityKind.CITY, ags__regex=r"^\d{5}$").select_related("parent")
    if words.isdigit():
        return list(rows.filter(ags__startswith=words).order_by("ags")[:most])
    for word in words.split()[:5]:
        rows = rows.filter(containing("name", word))
    begins = Case(When(name__istartswith=words, then=0), default=1)
    return list(rows.order_by(begins, "name", "ags")[:most])


@dataclass(frozen=True)
class Member:
    """Somebody with access: the account and the names of the roles."""

    user: User
    roles: list[str]

    @property
    def is_invited(self) -> bool:
        """Whether the person has not set a password yet."""
        return not self.user.has_usable_password()


def members() -> list[Member]:
    """Everybody with a role in the scope's municipality, by name; one query."""
    rows = Membership.objects.select_related("user").order_by("user__name", "user__pk", "role")
    return [
        Member(user, [row.get_role_display() for row in group])
        for user, group in groupby(rows, key=lambda row: row.user)
    ]


def member_ids() -> QuerySet[Membership, int]:
    """The ids of everybody with a role in the scope's municipality, for a subquery."""
    return Membership.objects.values_list("user_id", flat=True)


def roles_of(user: User) -> list[str]:
    """Somebody's roles in the scope's municipality."""
    return list(Membership.objects.filter(user=user).values_list("role", flat=True))


def partners() -> QuerySet[User]:
    """Who holds the role of a partner in the scope's municipality, by name."""
    held = Membership.objects.filter(role=Role.PARTNER)
    return User.objects.filter(pk__in=held.values("user_id")).order_by("name", "pk")


def tokens() -> list[tuple[ApiToken, set[str]]]:
    """The scope's API tokens, the newest first, each with its maker's roles of today; 2 queries."""
    found = list(ApiToken.objects.select_related("made_by"))
    roles: dict[int, set[str]] = {token.made_by_id: set() for token in found}
    held = Membership.objects.filter(user__in=roles, user__is_active=True)
    for user_id, role in held.values_list("user_id", "role"):
        roles[user_id].add(role)
    return [(token, roles[token.made_by_id]) for token in found]
