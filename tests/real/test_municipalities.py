"""The real official list of 30 November 2023: all of Germany.

The counts were taken from the file with grep; 10,773 is the number of Gemeinden that the
statistical offices give for that day, 84,358,845 the number of people (census update 2022).
"""

from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from miteinander.kernel.models import Municipality
from miteinander.kernel.municipalities import Entry, decode, parse

FILE = Path(__file__).parents[3] / "shared" / "data" / "gemeinden" / "GV100AD_301123.txt"
pytestmark = pytest.mark.skipif(not FILE.exists(), reason="die amtliche Liste liegt nicht bei")


def test_every_level_is_counted_as_the_statistical_offices_count_it():
    entries = parse(decode(FILE.read_bytes()))
    assert Counter(len(entry.ags) for entry in entries) == {2: 16, 5: 400, 8: 10981, 9: 1166}
    kinds = Counter(entry.kind for entry in entries if len(entry.ags) == 8)
    assert kinds["area"] == 208
    assert sum(kinds.values()) - kinds["area"] == 10773
    assert kinds["city"] == 106
    assert kinds["town"] == 1953
    assert sum(entry.people for entry in entries) == 84_358_845


def test_windows_1252_gives_the_same_list():
    # The Sorbian names have letters that Windows-1252 lacks.
    old = decode(FILE.read_bytes()).encode("cp1252", "replace")
    entries = parse(decode(old))
    assert len(entries) == 12563
    assert Entry("05315000", "Köln", "city", 1_084_831) in entries


def test_all_of_germany_is_imported_and_a_second_time_changes_nothing(db):
    out = StringIO()
    call_command("import_municipalities", FILE, stdout=out)
    assert "12563 Kommunen neu" in out.getvalue()
    rows = Municipality.objects.select_related("parent__parent").in_bulk(
        ["05554020", "09763000", "05558012", "02000000"], field_name="ags"
    )
    found = {
        ags: (row.name, row.slug, row.kind, row.parent.name, row.parent.parent.name)
        for ags, row in rows.items()
    }
    assert found == {
        "05554020": (
            "Gronau (Westf.)",
            "gronau-westf",
            "town",
            "Kreis Borken",
            "Nordrhein-Westfalen",
        ),
        "09763000": ("Kempten (Allgäu)", "kempten-allgaeu", "city", "Kempten (Allgäu)", "Bayern"),
        "05558012": ("Coesfeld", "coesfeld", "town", "Kreis Coesfeld", "Nordrhein-Westfalen"),
        "02000000": ("Hamburg", "hamburg", "city", "Hamburg", "Hamburg"),
    }
    assert Municipality.objects.get(ags="05558").slug == "kreis-coesfeld"
    out = StringIO()
    call_command("import_municipalities", FILE, stdout=out)
    assert "0 Kommunen neu, 0 geändert, 12563 unverändert" in out.getvalue()
