"""Towns, people who sign in, institutions."""

from itertools import count

from django.utils.text import slugify

from miteinander.accounts.choices import Role
from miteinander.accounts.models import Membership, User
from miteinander.kernel.choices import MunicipalityKind
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns
from miteinander.network.models import Organisation

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


def _member(municipality: Municipality, name: str, role: Role) -> User:
    email = f"{slugify(name)}@{municipality.slug}.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name, "ein-langes-passwort")
    with all_towns():
        Membership.objects.get_or_create(municipality=municipality, user=user, role=role)
    return user


def coordinator(municipality: Municipality, name: str = "Alice") -> User:
    """Somebody who steers the town's concept."""
    return _member(municipality, name, Role.COORDINATION)


def editor(municipality: Municipality, name: str = "Bob") -> User:
    """Somebody who edits the town's plan."""
    return _member(municipality, name, Role.EDITOR)


def auditor(municipality: Municipality, name: str = "Dana") -> User:
    """Somebody who reads the town's trail."""
    return _member(municipality, name, Role.AUDITOR)


def organisation(municipality: Municipality, name: str = "", **values) -> Organisation:
    """An institution of the town."""
    with all_towns():
        return Organisation.objects.create(
            municipality=municipality, name=name or f"Verein {next(_numbers)}", **values
        )
