"""The demonstration town's content is complete, consistent and safe to show."""

import datetime as dt
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "miteinander" / "demo" / "data"
STATUSES = {
    "not_planned", "planned", "started", "advanced", "completed",
    "permanent", "paused", "discontinued", "transferred",
}  # fmt: skip
FINAL_STATUSES = {"completed", "discontinued", "transferred"}
ORGANISATION_KINDS = {
    "municipal_office", "authority", "school", "daycare", "education_provider", "counselling",
    "welfare", "migrant_organisation", "sports_club", "culture", "housing", "health", "employer",
    "chamber", "religious", "volunteer_initiative", "committee", "other",
}  # fmt: skip
MARKERS = ("intern-", "unbestätigt-", "entwurf-")


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


class Town:
    """One town's content in one shape, whether it comes from one file or from many."""

    def __init__(self, concept: dict, organisations: list, people: list, fields: list) -> None:
        self.concept = concept
        self.organisations = organisations
        self.people = people
        self.fields = fields
        self.goals = [goal for field in fields for goal in field["goals"]]
        self.measures = [measure for field in fields for measure in field["measures"]]

    def works_at(self) -> dict[str, str]:
        return {full_name(person): person["organisation"] for person in self.people}

    def titles(self, part: str) -> set[str]:
        return {entry["title"] for entry in self.concept[part]}


def full_name(person: dict[str, Any]) -> str:
    return f"{person['first_name']} {person['last_name']}"


def reports_of(measure: dict[str, Any]) -> list[dict[str, Any]]:
    return measure.get("reports", [])


def load_musterstadt() -> Town:
    return Town(
        load("concept.toml"),
        load("organisations.toml")["organisations"],
        load("people.toml")["people"],
        [load(f"fields/{path.name}") for path in sorted((DATA / "fields").glob("*.toml"))],
    )


def load_beispielhausen() -> Town:
    plan = load("beispielhausen.toml")
    return Town(plan["concept"], plan["organisations"], plan["people"], plan["fields"])


MUSTERSTADT = load_musterstadt()
BEISPIELHAUSEN = load_beispielhausen()
REPORTS = [report for measure in MUSTERSTADT.measures for report in reports_of(measure)]

each_town = pytest.mark.parametrize(
    "town",
    [
        pytest.param(MUSTERSTADT, id="musterstadt"),
        pytest.param(BEISPIELHAUSEN, id="beispielhausen"),
    ],
)


def test_musterstadt_has_the_promised_size() -> None:
    assert len(MUSTERSTADT.organisations) == 85
    assert len(MUSTERSTADT.people) == 200
    assert [field["number"] for field in MUSTERSTADT.fields] == ["1", "2", "3", "4", "5", "6"]
    assert [len(field["goals"]) for field in MUSTERSTADT.fields] == [6] * 6
    assert [len(field["measures"]) for field in MUSTERSTADT.fields] == [18] * 6


def test_musterstadts_concept_has_its_frame() -> None:
    concept = MUSTERSTADT.concept
    assert len(concept["guidelines"]) == 8
    assert len(concept["dimensions"]) == 4
    assert len(concept["themes"]) == 4
    assert len(concept["target_groups"]) == 9
    steps = [step["on"] for step in concept["steps"]]
    assert steps == sorted(steps)
    assert steps[-1] == concept["adopted_on"]


def test_beispielhausen_is_tiny() -> None:
    assert len(BEISPIELHAUSEN.fields) == 2
    assert len(BEISPIELHAUSEN.goals) == 3
    assert len(BEISPIELHAUSEN.measures) == 5
    assert len(BEISPIELHAUSEN.organisations) == 4
    assert len(BEISPIELHAUSEN.people) == 5


def test_municipalities_resolve() -> None:
    places = load("municipality.toml")["municipalities"]
    keys = {place["ags"] for place in places}
    assert keys == {"05999", "05999012", "05999004"}
    assert {place["parent"] for place in places if "parent" in place} <= keys
    assert {place["kind"] for place in places} == {"district", "town"}
    assert {MUSTERSTADT.concept["municipality"], BEISPIELHAUSEN.concept["municipality"]} <= keys


@each_town
def test_a_concept_is_adopted_before_it_is_valid(town: Town) -> None:
    concept = town.concept
    assert concept["adopted_on"] <= concept["valid_from"] < concept["valid_until"]
    assert concept["responsible"] in {org["key"] for org in town.organisations}


@each_town
def test_every_level_has_a_name_for_one_and_for_many(town: Town) -> None:
    levels = {"field", "topic", "goal", "measure"}
    assert set(town.concept["levels"]) == levels | {f"{level}_plural" for level in levels}


@each_town
def test_organisations_are_distinct_and_of_a_known_kind(town: Town) -> None:
    for key in ("key", "name", "short_name", "email", "phone"):
        values = [organisation[key] for organisation in town.organisations]
        assert len(set(values)) == len(values), key
    assert {organisation["kind"] for organisation in town.organisations} <= ORGANISATION_KINDS
    assert all(org["key"].isascii() and org["description"] for org in town.organisations)


@each_town
def test_every_organisation_has_people_with_distinct_names(town: Town) -> None:
    names = [full_name(person) for person in town.people]
    assert len(set(names)) == len(names)
    assert len({person["email"] for person in town.people}) == len(names)
    assert all(person["function"] for person in town.people)
    assert set(town.works_at().values()) == {org["key"] for org in town.organisations}


@each_town
def test_every_address_on_the_net_is_an_example(town: Town) -> None:
    for entry in [*town.organisations, *town.people]:
        assert entry["email"].endswith(".example")
        assert entry["email"].isascii()
    sites = [organisation["website"] for organisation in town.organisations]
    sites += [link["url"] for measure in town.measures for link in measure["links"]]
    assert all(site.removeprefix("https://").split("/")[0].endswith(".example") for site in sites)


@each_town
def test_numbers_are_unique_and_nested(town: Town) -> None:
    numbers = [entry["number"] for entry in [*town.goals, *town.measures]]
    assert len(set(numbers)) == len(numbers)
    for field in town.fields:
        topics = {topic["number"] for topic in field.get("topics", [])}
        goals = {goal["number"] for goal in field["goals"]}
        assert all(number.startswith(f"{field['number']}.") for number in goals)
        assert {goal["topic"] for goal in field["goals"] if "topic" in goal} <= topics
        assert {measure["goal"] for measure in field["measures"]} == goals
    assert all(m["number"].rpartition(".")[0] == m["goal"] for m in town.measures)


@each_town
def test_measures_name_only_what_exists(town: Town) -> None:
    keys = {organisation["key"] for organisation in town.organisations}
    for measure in town.measures:
        partners = measure["partners"]
        assert {measure["lead"], *partners} <= keys, measure["number"]
        assert len({measure["lead"], *partners}) == 1 + len(partners), measure["number"]
        assert len(partners) <= 5
        for part in ("target_groups", "dimensions", "themes"):
            assert set(measure[part]) <= town.titles(part), (measure["number"], part)


@each_town
def test_measures_are_told_in_full(town: Town) -> None:
    titles = [measure["title"] for measure in town.measures]
    assert len(set(titles)) == len(titles)
    for measure in town.measures:
        assert measure["kind"] in {"project", "permanent"}
        assert measure["description"]
        assert measure["period"]
        assert len(measure["indicators"]) <= 3
        assert "cost" in measure or "cost_eur" not in measure


@each_town
def test_dates_run_forward(town: Town) -> None:
    for measure in town.measures:
        if measure["kind"] == "project" or "ends_on" in measure:
            assert measure["begins_on"] < measure["ends_on"], measure["number"]
        dates = [report["on"] for report in reports_of(measure)]
        assert dates == sorted(set(dates)), measure["number"]


@each_town
def test_reports_come_in_yearly_rounds_from_people_involved(town: Town) -> None:
    works_at = town.works_at()
    for measure in town.measures:
        for report in reports_of(measure):
            assert report["status"] in STATUSES
            assert report["note"]
            assert (report["on"].year, report["on"].month) in {
                (year, month) for year in (2024, 2025, 2026) for month in (2, 3)
            }
            organisation = works_at[report["author"]]
            assert organisation in {measure["lead"], *measure["partners"]}, measure["number"]


@each_town
def test_nothing_starts_before_its_time_and_nothing_follows_an_end(town: Town) -> None:
    for measure in town.measures:
        reports = reports_of(measure)
        for report in reports:
            if report["status"] not in {"not_planned", "planned"}:
                assert report["on"] >= measure.get("begins_on", dt.date.min), measure["number"]
        assert not {report["status"] for report in reports[:-1]} & FINAL_STATUSES


@each_town
def test_markers_stand_exactly_where_nothing_may_leak(town: Town) -> None:
    for measure in town.measures:
        number = measure["number"]
        if "internal_note" in measure:
            assert measure["internal_note"].startswith(f"intern-{number}: ")
        assert (f"entwurf-{number}" in measure["description"]) == measure.get("draft", False)
        for report in reports_of(measure):
            assert (f"unbestätigt-{number}" in report["note"]) != report["published"]
        told = [measure["title"], *[r["note"] for r in reports_of(measure) if r["published"]]]
        assert not any(marker in text for marker in MARKERS for text in told)


def test_there_is_enough_to_leak() -> None:
    measures = MUSTERSTADT.measures
    assert sum("internal_note" in measure for measure in measures) == 27
    assert sum(measure.get("draft", False) for measure in measures) == 3
    unconfirmed = [report for report in REPORTS if not report["published"]]
    assert len(unconfirmed) == 12
    assert {report["on"].year for report in unconfirmed} == {2026}


def test_every_state_occurs_now_and_some_measures_are_silent() -> None:
    latest = Counter(
        reports_of(measure)[-1]["status"] if reports_of(measure) else "unknown"
        for measure in MUSTERSTADT.measures
    )
    assert set(latest) == STATUSES | {"unknown"}
    assert latest["unknown"] == 9
    silent = [
        measure["number"]
        for measure in MUSTERSTADT.measures
        if reports_of(measure)
        and reports_of(measure)[-1]["on"].year < 2026
        and reports_of(measure)[-1]["status"] not in FINAL_STATUSES
    ]
    assert len(silent) == 10


def test_no_status_note_is_told_twice() -> None:
    notes = [report["note"] for report in REPORTS]
    assert len(set(notes)) == len(notes)
