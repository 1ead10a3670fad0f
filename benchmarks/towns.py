"""Seeded towns of any size to measure with."""

from datetime import date
from random import Random

from django.core.management import call_command
from django.utils import timezone

from miteinander.accounts.choices import Role
from miteinander.accounts.models import Membership, User
from miteinander.concept.choices import Responsibility, Status
from miteinander.concept.models import (
    Concept,
    Edition,
    Field,
    Goal,
    Measure,
    MeasureResponsibility,
    StatusReport,
    TargetGroup,
)
from miteinander.kernel.choices import Door, MunicipalityKind
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import town_scope
from miteinander.network.models import Organisation, Person

FIELDS = 6
ORGANISATIONS = 85
YEARS = (2024, 2025, 2026)
_WORDS = [
    "Sprache",
    "Beratung",
    "Kita",
    "Schule",
    "Verein",
    "Treff",
    "Ehrenamt",
    "Gesundheit",
    "Wohnen",
    "Arbeit",
]


def migrate() -> None:
    """Make the tables."""
    call_command("migrate", verbosity=0)


def empty(slug: str) -> Municipality:
    """A town in which there is nothing yet."""
    return Municipality.objects.create(
        ags=f"98{Municipality.objects.count():06d}",
        name=slug.title(),
        slug=slug,
        kind=MunicipalityKind.TOWN,
        is_active=True,
    )


def town(slug: str, measures: int) -> Municipality:
    """A town with a published plan of so many measures, each with a report for three years."""
    random = Random(slug)
    municipality = empty(slug)
    with town_scope(municipality):
        organisations = _network(municipality)
        edition = _edition(municipality)
        _plan(edition, measures, organisations, random)
    return municipality


def coordinator(municipality: Municipality) -> User:
    """Somebody who may open every page of the town's workspace."""
    user = User.objects.create_user(f"a@{municipality.slug}.example", "Alice")
    with town_scope(municipality):
        Membership.objects.create(municipality=municipality, user=user, role=Role.COORDINATION)
    return user


def _network(town: Municipality) -> list[Organisation]:
    made = Organisation.objects.bulk_create(
        Organisation(municipality=town, name=f"Institution {number:03}")
        for number in range(ORGANISATIONS)
    )
    Person.objects.bulk_create(
        Person(municipality=town, organisation=made[number % len(made)], last_name=f"P{number}")
        for number in range(200)
    )
    return made


def _edition(town: Municipality) -> Edition:
    concept = Concept.objects.create(municipality=town, title=f"Konzept {town.name}")
    edition = Edition.objects.create(
        municipality=town,
        concept=concept,
        label="2024 bis 2028",
        preamble="Vorwort. " * 60,
        published_at=timezone.now(),
        adopted_on=date(2023, 11, 23),
    )
    TargetGroup.objects.bulk_create(
        TargetGroup(municipality=town, edition=edition, title=f"Zielgruppe {number}")
        for number in range(9)
    )
    return edition


def _plan(
    edition: Edition, measures: int, organisations: list[Organisation], random: Random
) -> None:
    town = edition.municipality_id
    fields = Field.objects.bulk_create(
        Field(
            municipality_id=town,
            edition=edition,
            position=number,
            number=str(number + 1),
            title=f"Handlungsfeld {random.choice(_WORDS)} {number}",
            description="Ausgangslage. " * 40,
        )
        for number in range(FIELDS)
    )
    goals = Goal.objects.bulk_create(
        Goal(
            municipality_id=town,
            field=fields[number % FIELDS],
            position=number,
            number=f"{number % FIELDS + 1}.{number // FIELDS + 1}",
            title=f"Ziel {number}",
        )
        for number in range(max(FIELDS, measures // 4))
    )
    made = Measure.objects.bulk_create(
        _measure(edition, goals[number % len(goals)], number, random) for number in range(measures)
    )
    _responsible_and_reports(town, made, organisations, random)


def _responsible_and_reports(
    town: int, made: list[Measure], organisations: list[Organisation], random: Random
) -> None:
    MeasureResponsibility.objects.bulk_create(
        MeasureResponsibility(
            municipality_id=town,
            measure=measure,
            organisation=organisation,
            role=Responsibility.PARTNER if place else Responsibility.LEAD,
            position=place,
        )
        for measure in made
        for place, organisation in enumerate(random.sample(organisations, 3))
    )
    StatusReport.objects.bulk_create(
        StatusReport(
            municipality_id=town,
            measure=measure,
            reported_on=date(year, 3, 1),
            status=measure.status,
            note="Es ging voran, mit zwei neuen Gruppen und einer Warteliste. " * 2,
            author="Dana Muster",
            door=Door.MAIL_LINK,
            published_at=timezone.now(),
        )
        for measure in made
        for year in YEARS
    )


def _measure(edition: Edition, goal: Goal, number: int, random: Random) -> Measure:
    return Measure(
        municipality_id=edition.municipality_id,
        edition=edition,
        field_id=goal.field_id,
        goal=goal,
        position=number,
        number=f"{goal.number}.{number}",
        title=f"{random.choice(_WORDS)} und {random.choice(_WORDS)} {number}",
        description="Was getan wird, für wen und mit wem. " * 6,
        kind=random.choice(("project", "permanent")),
        status=random.choice(list(Status)),
        reported_on=date(2026, 3, 1),
    )
