"""A municipality begins to use Miteinander."""

from django.db import transaction

from miteinander.accounts.choices import Role
from miteinander.accounts.models import Membership, User
from miteinander.kernel import audit, setup_code
from miteinander.kernel.actor import system
from miteinander.kernel.choices import MunicipalityKind
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.models import Municipality
from miteinander.kernel.slugs import free_slug, slug_of
from miteinander.kernel.tenancy import town_scope

_KINDS = {2: MunicipalityKind.STATE, 5: MunicipalityKind.DISTRICT, 9: MunicipalityKind.ASSOCIATION}


@transaction.atomic
def set_up_municipality(
    *,
    ags: str,
    person: str,
    email: str,
    password: str,
    name: str = "",
    kind: str = "",
    office: str = "",
    office_email: str = "",
) -> tuple[Municipality, User]:
    """Activate the municipality with this key and make `person` its first coordinator.

    It is taken from the official list, or created where the list is missing it (then `name` is
    needed). Somebody who has an account already keeps name and password. Nobody can hold a role
    here before, so there is no `by`: the doors are the set-up code and the server's command line.
    """
    municipality = _municipality(ags, name, kind)
    municipality.is_active = True
    municipality.office = office
    municipality.email = office_email or email
    municipality.save(update_fields=["is_active", "office", "email"])
    user = User.objects.filter(email=email.lower()).first()
    user = user or User.objects.create_user(email, person, password)
    with town_scope(municipality):
        Membership.objects.get_or_create(
            municipality=municipality, user=user, role=Role.COORDINATION
        )
        audit.record(system(municipality.pk), "municipality.set_up", municipality)
    transaction.on_commit(setup_code.forget)
    return municipality, user


def _municipality(ags: str, name: str, kind: str) -> Municipality:
    """The inactive municipality with this key, locked; a new one where none has it."""
    rows = Municipality.objects.select_for_update()
    found = rows.filter(ags=ags).first()
    if found is None and not name:
        raise NotPossible(
            f"Zum Schlüssel {ags} ist keine Kommune bekannt. Bitte geben Sie den Namen an."
        )
    if found is None:
        found, _ = rows.get_or_create(ags=ags, defaults=_new(ags, name, kind))
    if found.is_active:
        raise NotPossible(
            f"{found.name} nutzt Miteinander schon. Weitere Personen fügt die Koordination "
            "im Arbeitsbereich unter „Zugänge“ hinzu."
        )
    return found


def _new(ags: str, name: str, kind: str) -> dict[str, object]:
    above = [ags[:size] for size in (5, 2) if size < len(ags)]
    parent = Municipality.objects.filter(ags__in=above).order_by("-ags").first()
    taken = Municipality.objects.filter(slug__startswith=slug_of(name) or "kommune")
    slugs = set(taken.values_list("slug", flat=True))
    return {
        "name": name,
        "kind": kind or _KINDS.get(len(ags), MunicipalityKind.TOWN),
        "parent": parent,
        "slug": free_slug(name, ags, parent.name if parent else "", slugs),
    }
