"""Whom a round asks about what, before it is sent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from miteinander.concept.choices import Responsibility
from miteinander.concept.models import Measure, MeasureResponsibility
from miteinander.network.models import Organisation, Person
from miteinander.rounds.models import Inquiry, Round


@dataclass
class Asked:
    """An institution with its measures, and who gets its mail ("" without an address).

    `inquiry` is there once somebody has said who is asked. `left` is the name of whoever was asked
    last and is not in the directory any more.
    """

    organisation: Organisation
    measures: list[Measure] = field(default_factory=list)
    name: str = ""
    email: str = ""
    person: Person | None = None
    inquiry: Inquiry | None = None
    left: str = ""


@dataclass(frozen=True)
class Preview:
    """Who gets which mail about what, and the measures for which nobody is responsible."""

    asked: list[Asked]
    orphans: list[Measure]

    @property
    def without_address(self) -> list[Asked]:
        """Institutions to which no mail can go."""
        return [one for one in self.asked if not one.email]

    @property
    def left(self) -> list[Asked]:
        """Institutions whose person of the last round is gone."""
        return [one for one in self.asked if one.left]

    @property
    def questions(self) -> int:
        """How many answers are asked for."""
        return sum(len(one.measures) for one in self.asked)


def preview(asking: Round) -> Preview:
    """Everything that sending would do, in six queries."""
    measures = list(asking.measures.order_by("field__position", "position", "pk"))
    by_organisation, orphans = _responsible(measures, asking.asks_partners)
    asked = [Asked(one, about) for one, about in by_organisation]
    _name_recipients(asking, asked)
    return Preview(asked, orphans)


def suggested(asking: Round, organisation: Organisation) -> Asked:
    """Whom to ask for an institution that the round does not ask yet."""
    one = Asked(organisation)
    _name_recipients(asking, [one])
    return one


def _responsible(
    measures: list[Measure], asks_partners: bool
) -> tuple[list[tuple[Organisation, list[Measure]]], list[Measure]]:
    """(institution, its measures) by name, and the measures of nobody.

    A measure is asked of who leads it, with `asks_partners` of everybody; where nobody leads, of
    who takes part.
    """
    rows = MeasureResponsibility.objects.filter(measure__in=[one.pk for one in measures])
    of: dict[int, list[MeasureResponsibility]] = defaultdict(list)
    for row in rows.select_related("organisation"):
        of[row.measure_id].append(row)
    found: dict[int, tuple[Organisation, list[Measure]]] = {}
    for measure in measures:
        named = of[measure.pk]
        leads = [row for row in named if row.role == Responsibility.LEAD]
        for row in named if asks_partners or not leads else leads:
            found.setdefault(row.organisation_id, (row.organisation, []))[1].append(measure)
    by_name = sorted(found.values(), key=lambda pair: pair[0].name.casefold())
    return by_name, [one for one in measures if not of[one.pk]]


def _name_recipients(asking: Round, asked: list[Asked]) -> None:
    keys = [one.organisation.pk for one in asked]
    people: dict[int, list[Person]] = defaultdict(list)
    for person in Person.objects.filter(organisation__in=keys).exclude(email=""):
        people[person.organisation_id].append(person)
    chosen = {one.organisation_id: one for one in _own(asking, keys)}
    last = {one.organisation_id: one for one in _before(asking, keys)}
    for one in asked:
        here = people[one.organisation.pk]
        one.inquiry = chosen.get(one.organisation.pk)
        if one.inquiry:
            one.person, one.name, one.email = _of(one.inquiry)
        else:
            _suggest(one, here, last.get(one.organisation.pk))


def _of(inquiry: Inquiry) -> tuple[Person | None, str, str]:
    return inquiry.person, inquiry.name, inquiry.email


def _suggest(one: Asked, people: list[Person], last: Inquiry | None) -> None:
    """Who was asked last, or else the first person with an address, or else the institution's."""
    known = {person.email.casefold(): person for person in people}
    if last and last.email:
        again = known.get(last.email.casefold())
        if again is None and last.email.casefold() != one.organisation.email.casefold():
            one.left = last.name or last.email
        if again:
            people = [again]
    if people:
        one.person, one.name, one.email = people[0], str(people[0]), people[0].email
    else:
        one.email = one.organisation.email


def _own(asking: Round, keys: list[int]) -> Iterable[Inquiry]:
    return Inquiry.objects.filter(
        round=asking, organisation__in=keys, passed_on_by=None
    ).select_related("person")


def _before(asking: Round, keys: list[int]) -> Iterable[Inquiry]:
    """The inquiries of earlier rounds, the newest last."""
    earlier = Inquiry.objects.filter(organisation__in=keys, passed_on_by=None)
    return earlier.exclude(round=asking).exclude(round__sent_at=None).order_by("round__sent_at")
