"""The towns with their people and institutions; then each town's plan."""

from django.db import transaction

from miteinander.accounts.choices import Role
from miteinander.accounts.models import Membership, User
from miteinander.concept.models import Concept, Edition
from miteinander.demo import content
from miteinander.demo.content import Table
from miteinander.demo.loading import assessment, courses, frame, learners, lineage, plan, rounds
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import town_scope
from miteinander.network.models import Organisation, Person, Representative

PASSWORD = "miteinander-demo"  # noqa: S105 - printed at the start, for loopback only
REPRESENTED = {"miriam.ostkamp@vhs-musterstadt.example": "vhs"}
SIGN_INS = [
    ("05999012", "Katharina Wellmann", "katharina.wellmann@musterstadt.example", Role.COORDINATION),
    ("05999012", "Deniz Karaaslan", "deniz.karaaslan@musterstadt.example", Role.EDITOR),
    ("05999012", "Nadja Kowalczyk", "nadja.kowalczyk@musterstadt.example", Role.GUIDE),
    ("05999012", "Heike Damberg", "heike.damberg@musterstadt.example", Role.HELPER_DESK),
    ("05999012", "Miriam Ostkamp", "miriam.ostkamp@vhs-musterstadt.example", Role.PARTNER),
    ("05999012", "Hannes Brüning", "hannes.bruening@rat-musterstadt.example", Role.COMMITTEE),
    ("05999012", "Silke Vorholt", "silke.vorholt@musterstadt.example", Role.AUDITOR),
    ("05999012", "Jonas Terhaar", "jonas.terhaar@musterstadt.example", Role.OPERATOR),
    ("05999", "Renate Overhage", "renate.overhage@musterkreis.example", Role.COORDINATION),
    ("05999004", "Ludger Wiesmann", "ludger.wiesmann@beispielhausen.example", Role.COORDINATION),
]


@transaction.atomic
def load() -> None:
    """Load Musterkreis, Musterstadt and Beispielhausen, unless they are there already."""
    if Municipality.objects.filter(slug="musterstadt").exists():
        return
    towns = {row["ags"]: _municipality(row) for row in content.municipalities()}
    _sign_ins(towns)
    edition = _content(towns["05999012"], content.musterstadt())
    with town_scope(towns["05999012"]):
        rounds.load(edition)
    _content(towns["05999004"], content.beispielhausen())


def _municipality(row: Table) -> Municipality:
    street = f"{row['street']}\n{row['postcode']} {row['city']}"
    parent = Municipality.objects.get(ags=row["parent"]) if "parent" in row else None
    return Municipality.objects.create(
        ags=row["ags"],
        name=row["name"],
        slug=row["slug"],
        kind=row["kind"],
        parent=parent,
        is_active=True,
        office=row["office"],
        email=row["email"],
        phone=row["phone"],
        address=street,
        welcome=row.get("welcome", ""),
        imprint=_imprint(row, street),
    )


def _imprint(row: Table, street: str) -> str:
    lines = [
        f"**{row['name']}**",
        street,
        f"Telefon: {row['phone']}",
        f"E-Mail: <{row['email']}>",
        f"Vertreten durch: {row['represented_by']}",
        f"Verantwortlich für den Inhalt: {row['responsible_for_content']}",
        "Diese Kommune ist erfunden. Sie zeigt, was Miteinander kann.",
    ]
    return "\n\n".join(lines)


def _sign_ins(towns: dict[str, Municipality]) -> None:
    for ags, name, email, role in SIGN_INS:
        user = User.objects.create_user(email, name, PASSWORD)
        with town_scope(towns[ags]):
            Membership.objects.create(municipality=towns[ags], user=user, role=role)


def _content(town: Municipality, tables: Table) -> Edition:
    with town_scope(town):
        organisations = _organisations(town, tables["organisations"])
        _people(town, tables["people"], organisations)
        _representatives(town, organisations)
        concept = frame.concept(town, tables["concept"])
        before = _earlier(concept, tables, organisations) if "earlier" in tables else None
        edition = frame.edition(concept, tables["concept"], before)
        plan.load(edition, tables["fields"], organisations)
        if before:
            lineage.load(before, edition, tables["earlier"])
            assessment.load(before, tables["earlier"])
        if "assessment" in tables:
            assessment.load(edition, tables["assessment"])
        if "courses" in tables:
            courses.load(town, tables["courses"], organisations)
        if "learners" in tables:
            learners.load(town, tables["learners"])
    return edition


def _earlier(concept: Concept, tables: Table, organisations: dict[str, Organisation]) -> Edition:
    lists = {name: tables["concept"].get(name, []) for name in frame.LISTS}
    edition = frame.edition(concept, {**lists, **tables["earlier"]})
    fields = lineage.with_same(tables["earlier"], tables["fields"])
    plan.load(edition, fields, organisations)
    lineage.adopt(edition)
    return edition


def _organisations(town: Municipality, rows: list[Table]) -> dict[str, Organisation]:
    made = Organisation.objects.bulk_create(
        Organisation(
            municipality=town, **{name: value for name, value in row.items() if name != "key"}
        )
        for row in rows
    )
    return {row["key"]: organisation for row, organisation in zip(rows, made, strict=True)}


def _people(town: Municipality, rows: list[Table], organisations: dict[str, Organisation]) -> None:
    Person.objects.bulk_create(
        Person(municipality=town, **{**row, "organisation": organisations[row["organisation"]]})
        for row in rows
    )


def _representatives(town: Municipality, organisations: dict[str, Organisation]) -> None:
    for user in User.objects.filter(email__in=REPRESENTED, memberships__municipality=town):
        organisation = organisations[REPRESENTED[user.email]]
        Representative.objects.create(
            municipality=town,
            organisation=organisation,
            user=user,
            membership=Membership.objects.get(municipality=town, user=user, role=Role.PARTNER),
        )
