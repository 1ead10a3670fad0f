"""A seeded town whose people look for a course, stored as staff would have entered them."""

import secrets
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from benchmarks import towns
from benchmarks.municipality import PEOPLE_PER_COURSE, PEOPLE_PER_DISTRICT
from miteinander.courses import availability, sealing
from miteinander.courses.choices import ChildCare, CourseKind, RunState
from miteinander.courses.models import Course, CourseRun, CourseSession, District, Learner
from miteinander.courses.placement_choices import ContactWay, Goal, LetterLanguage, LevelSource
from miteinander.courses.sealing import Private
from miteinander.kernel import audit
from miteinander.kernel.actor import system
from miteinander.kernel.encryption import records, vault
from miteinander.kernel.encryption.boxes import KEY_BYTES
from miteinander.kernel.models import DataKey, Municipality
from miteinander.kernel.tenancy import town_scope
from miteinander.network.models import Organisation

LEVELS, LEVEL_SHARE = ["A0", "A1", "A2", "B1", "B2", "C1"], [10, 27, 24, 19, 14, 6]
NEXT = {"A0": "A1", "A1": "A2", "A2": "B1", "B1": "B2", "B2": "C1", "C1": "C2"}
# Parts of the day in which somebody is free (`availability.PARTS`), and when courses are.
FREE, FREE_SHARE = (
    [(0, 1), (1, 2), (3,), (0, 1, 2), (1, 2, 3), (0, 1, 2, 3)],
    [35, 8, 17, 20, 8, 12],
)
HOURS, HOURS_SHARE = [(510, 720), (540, 735), (780, 960), (1080, 1230)], [35, 25, 20, 20]
DAYS, DAYS_SHARE = [range(5), range(4), (0, 2, 4), (1, 3)], [30, 30, 20, 20]
_BATCH = 1000


def town(slug: str, people: int) -> Municipality:
    """A town of so many people who look for a course; the same every time."""
    random = Random(slug)
    municipality = towns.empty(slug)
    with town_scope(municipality):
        districts = _districts(municipality, max(6, people // PEOPLE_PER_DISTRICT), random)
        runs = _runs(municipality, max(4, people // PEOPLE_PER_COURSE), districts, random)
        _people(municipality, people, districts, runs, random)
    return municipality


def _districts(town: Municipality, number: int, random: Random) -> list[District]:
    side = number**0.5 * 0.03  # degrees
    return District.objects.bulk_create(
        District(
            municipality=town,
            name=f"Ortsteil {n:03}",
            latitude=round(51.5 + random.random() * side, 6),
            longitude=round(6.5 + random.random() * side * 1.6, 6),
        )
        for n in range(number)
    )


def _runs(
    town: Municipality, number: int, districts: list[District], random: Random
) -> list[CourseRun]:
    organisation = Organisation.objects.create(municipality=town, name="Volkshochschule")
    courses = Course.objects.bulk_create(
        _course(organisation, level, n)
        for n, level in enumerate(random.choices(LEVELS, LEVEL_SHARE, k=number))
    )
    today = timezone.localdate()
    busy = random.sample(districts, max(4, len(districts) // 3))
    runs = CourseRun.objects.bulk_create(
        _run(course, random.choice(busy), today + timedelta(days=random.randint(7, 90)), random)
        for course in courses
    )
    CourseSession.objects.bulk_create(
        CourseSession(municipality=town, run=run, weekday=day, starts=hours[0], ends=hours[1])
        for run in runs
        for hours in random.choices(HOURS, HOURS_SHARE)
        for days in random.choices(DAYS, DAYS_SHARE)
        for day in days
    )
    return runs


def _course(organisation: Organisation, level: str, number: int) -> Course:
    return Course(
        municipality_id=organisation.municipality_id,
        organisation=organisation,
        kind=CourseKind.INTEGRATION,
        title=f"Deutsch {level} {number}",
        level_from=level,
        level_to=NEXT[level],
        child_care=ChildCare.NONE if number % 10 > 2 else ChildCare.ON_SITE,
    )


def _run(course: Course, where: District, begins: date, random: Random) -> CourseRun:
    return CourseRun(
        municipality_id=course.municipality_id,
        course=course,
        state=RunState.OPEN,
        starts_on=begins,
        ends_on=begins + timedelta(days=180),
        capacity=random.randint(12, 20),
        latitude=where.latitude,
        longitude=where.longitude,
    )


def _people(
    town: Municipality,
    number: int,
    districts: list[District],
    runs: list[CourseRun],
    random: Random,
) -> None:
    vault.keyring()
    keys = DataKey.objects.bulk_create(
        (DataKey(municipality=town, wrapped=b"") for _ in range(number)), batch_size=_BATCH
    )
    for key in keys:
        key.master_id, key.wrapped = records.wrapped(secrets.token_bytes(KEY_BYTES), key)
    DataKey.objects.bulk_update(keys, ["master_id", "wrapped"], batch_size=_BATCH // 4)
    made = Learner.objects.bulk_create(
        (_learner(key, random.choice(districts), random.choice(runs), random) for key in keys),
        batch_size=_BATCH // 4,
    )
    for n, learner in enumerate(made):
        sealing.close(learner, Private("Person", f"Nummer {n:05}", "Lindenstraße 1"))
    sealed = ["sealed", "name_index", "last_name_index", "contact_index"]
    Learner.objects.bulk_update(made, sealed, batch_size=_BATCH // 8)
    audit.record_all(system(town.pk, "Aufnahme"), "learner.added", made)


def _learner(key: DataKey, home: District, wish: CourseRun, random: Random) -> Learner:
    today = timezone.localdate()
    days = range(5 - (random.random() < 0.2))
    parts = random.choices(FREE, FREE_SHARE)[0]
    return Learner(
        municipality_id=key.municipality_id,
        key=key,
        level=random.choices(LEVELS, LEVEL_SHARE)[0],
        level_source=LevelSource.TEST,
        goal=Goal.EVERYDAY,
        times=availability.of((day, part) for day in days for part in parts),
        district=home,
        travel_minutes=random.choices([30, 45, 60], [40, 40, 20])[0],
        child_care=random.random() < 0.2,
        wished_run=wish if random.random() < 0.1 else None,
        available_from=today,
        urgency=random.choices([2, 3, 5], [60, 30, 10])[0],
        language=LetterLanguage.GERMAN,
        contact_way=ContactWay.LETTER,
        informed_on=today,
        waiting_since=today - timedelta(days=random.randint(0, 300)),
    )
