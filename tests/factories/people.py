"""Towns, people who sign in, institutions."""

from itertools import count

from django.utils.text import slugify

from miteinander.accounts.actions import tokens
from miteinander.accounts.choices import Role
from miteinander.accounts.models import Membership, User
from miteinander.accounts.queries import actor_in
from miteinander.kernel.choices import MunicipalityKind
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.network.models import Organisation, Representative

_numbers = count(1)


def town(name: str = "Teststadt", **values) -> Municipality:
    """A town that uses Miteinander."""
    found = Municipality.objects.filter(slug=slugify(name)).first()
    if found:
        return found
    defaults = {
        "ags": f"05{next(_numbers):06d}",
        "kind": MunicipalityKind.TOWN,
        "slug": slugify(name),
        "is_active": True,
        "email": f"integration@{slugify(name)}.example",
    }
    return Municipality.objects.create(name=name, **{**defaults, **values})


def member(municipality: Municipality, name: str, role: Role) -> User:
    """Somebody with this role (the same person on a second call)."""
    email = f"{slugify(name)}@{municipality.slug}.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name, "ein-langes-passwort")
    with all_towns():
        Membership.objects.get_or_create(municipality=municipality, user=user, role=role)
    return user


def coordinator(municipality: Municipality, name: str = "Alice") -> User:
    """Somebody who steers the town's concept."""
    return member(municipality, name, Role.COORDINATION)


def editor(municipality: Municipality, name: str = "Bob") -> User:
    """Somebody who edits the town's plan."""
    return member(municipality, name, Role.EDITOR)


def partner(organisation: Organisation, name: str = "Paula") -> User:
    """Somebody who speaks for the institution."""
    user = member(organisation.municipality, name, Role.PARTNER)
    with all_towns():
        Representative.objects.get_or_create(
            municipality=organisation.municipality,
            organisation=organisation,
            user=user,
            membership=Membership.objects.get(
                municipality=organisation.municipality, user=user, role=Role.PARTNER
            ),
        )
    return user


def auditor(municipality: Municipality, name: str = "Dana") -> User:
    """Somebody who reads the town's trail."""
    return member(municipality, name, Role.AUDITOR)


def organisation(municipality: Municipality, name: str = "", **values) -> Organisation:
    """An institution of the town."""
    with all_towns():
        return Organisation.objects.create(
            municipality=municipality, name=name or f"Verein {next(_numbers)}", **values
        )


def token(municipality: Municipality, *scopes: str, name: str = "Kreis", days: int = 30) -> str:
    """The secret of an API token of the town, made by a coordinator who also audits."""
    user = coordinator(municipality)
    member(municipality, user.name, Role.AUDITOR)
    actor = actor_in(user, municipality)
    assert actor
    with town_scope(municipality):
        return tokens.create(name=name, scopes=scopes, days=days, by=actor)[1]
