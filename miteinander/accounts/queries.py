"""Reads of people and roles."""

from dataclasses import dataclass
from itertools import groupby

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Case, QuerySet, When

from miteinander.accounts import rules
from miteinander.accounts.choices import WITH_SECOND_FACTOR, Role
from miteinander.accounts.models import ApiToken, IdentityProvider, Membership, User, WeeklyDigest
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


def actors_of(user: User) -> list[Actor]:
    """Somebody signed in, as the actor of each municipality in which they hold a role."""
    found = (actor_in(user, municipality) for municipality in municipalities_of(user))
    return [actor for actor in found if actor]


def digests_of(user: User, *, within: int | None = None) -> list[tuple[Municipality, bool]]:
    """(municipality, whether its weekly mail is wanted) for each of which somebody gets one.

    `within` is the key of the only municipality that may be shown, None: all.
    """
    found = []
    for town in municipalities_of(user):
        actor = actor_in(user, town) if within in (None, town.pk) else None
        if actor and rules.can_get_digest(actor):
            with town_scope(town):
                ended = WeeklyDigest.objects.filter(user=user, is_wanted=False).exists()
            found.append((town, not ended))
    return found


def digest_readers() -> list[User]:
    """Who may get the weekly mail of the scope's municipality: whoever steers or edits and came."""
    held = Membership.objects.filter(role__in=(Role.COORDINATION, Role.EDITOR))
    found = User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("pk")
    return [one for one in found if not is_invited(one)]


def has_second_factor(user: User) -> bool:
    """Whether a password alone does not sign this person in."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()


def without_second_factor() -> list[User]:
    """Who holds a role in the scope's municipality that needs a second factor, and has none."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    safe = Authenticator.objects.filter(type__in=kinds).values("user")
    needing = Membership.objects.filter(role__in=WITH_SECOND_FACTOR).values("user")
    return list(User.objects.filter(pk__in=needing).exclude(pk__in=safe).order_by("name", "pk"))


def passkeys_of(user: User) -> QuerySet[Authenticator]:
    """Somebody's passkeys, the oldest first."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return found.order_by("created_at", "pk")


def sessions_of(user: User) -> list[UserSession]:
    """Where somebody is signed in, the latest activity first; forgets those that ended."""
    found = UserSession.objects.purge_and_list(user)
    return sorted(found, key=lambda session: session.last_seen_at, reverse=True)


def identity_providers() -> list[IdentityProvider]:
    """The sign-in services of all municipalities that offer one, by the municipality's name."""
    with all_towns():
        found = IdentityProvider.objects.filter(is_active=True, municipality__is_active=True)
        return list(found.select_related("municipality").order_by("municipality__name"))


def identity_provider(slug: str) -> IdentityProvider | None:
    """The service that is offered for the municipality with this address, or None."""
    municipality = Municipality.objects.filter(slug=slug, is_active=True).first()
    if municipality is None:
        return None
    with town_scope(municipality):
        found = IdentityProvider.objects.filter(is_active=True)
        return found.select_related("municipality").first()


def own_identity_provider() -> IdentityProvider | None:
    """The service of the scope's municipality, offered or not."""
    return IdentityProvider.objects.first()


def member_by_mail(email: str, municipality: Municipality) -> User | None:
    """The active person with this address who holds a role in the municipality, or None."""
    with town_scope(municipality):
        found = User.objects.filter(email=email.lower(), is_active=True, pk__in=member_ids())
        return found.first()


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
        """Whether the person has never signed in and has no password yet."""
        return is_invited(self.user)


def members() -> list[Member]:
    """Everybody with a role in the scope's municipality, by name; one query."""
    rows = Membership.objects.select_related("user").order_by("user__name", "user__pk", "role")
    return [
        Member(user, [row.get_role_display() for row in group])
        for user, group in groupby(rows, key=lambda row: row.user)
    ]


def is_invited(user: User) -> bool:
    """Whether somebody has not taken up their invitation yet."""
    return user.last_login is None and not user.has_usable_password()


def member_ids() -> QuerySet[Membership, int]:
    """The ids of everybody with a role in the scope's municipality, for a subquery."""
    return Membership.objects.values_list("user_id", flat=True)


def roles_of(user: User) -> list[str]:
    """Somebody's roles in the scope's municipality."""
    return list(Membership.objects.filter(user=user).values_list("role", flat=True))


def membership(user: User, role: Role) -> Membership | None:
    """That somebody holds this role in the scope's municipality, or None."""
    return Membership.objects.filter(user=user, role=role).first()


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


def role_names_of(user: User) -> list[str]:
    """The German names of somebody's roles in the scope's municipality."""
    rows = Membership.objects.filter(user=user).order_by("role")
    return [row.get_role_display() for row in rows]
