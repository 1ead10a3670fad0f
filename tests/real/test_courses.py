"""The forms in which real providers write their courses are understood."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from miteinander.courses import reading
from miteinander.courses.times import read_day, written

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "kurse"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="needs ../shared/data/kurse")


def record(name: str):
    return json.loads((FOLDER / name).read_text("utf-8"))


def test_a_course_of_the_employment_agency_has_times_and_a_rest():
    (found,) = record("ba_sprachkurssuche_beispielwerte.json")["_embedded"]["termine"]
    meetings, rest = reading.times(found["unterrichtszeiten"])
    assert written(meetings) == ["Mo bis Fr 08:30–12:35"]
    assert rest == "5 UE/Tag; 25 UE/Woche; 600 UE"
    place = found["adresse"]["koordinaten"]
    assert reading.degrees(str(place["lat"]), 90) == Decimal("19.440563")


def test_a_course_of_an_adult_education_centre_lists_half_of_its_dates():
    found = record("vhs_berlin_ein_kurs.json")
    dates = found["ortetermine"]["termin"]
    lines = [
        f"{one['beginn_datum']} {one['beginn_uhrzeit']}-{one['ende_uhrzeit']}" for one in dates
    ]
    meetings, rest = reading.times("\n".join(lines))
    assert (len(meetings), rest) == (13, "")
    assert reading.count(found["anzahl_termine"]) == 26
    assert reading.money(found["preis"]["betrag"]) == 8470
    assert reading.money(found["preis"]["zusatz"].removeprefix("erm. Preis: ")) == 4700
    assert read_day(found["beginn_datum"]) == meetings[0].on
    assert reading.degrees(found["ortetermine"]["adresse"][0]["laengengrad"], 180)
