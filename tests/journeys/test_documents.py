"""Documents after the first one: a newer edition, a spreadsheet, files that are refused."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from miteinander.concept.models import ConceptImport, Measure, Proposal
from miteinander.kernel.tenancy import town_scope
from tests.concept.imports.conftest import CONCEPT
from tests.journeys import stories
from tests.journeys.stories import press

NEWER = (
    CONCEPT.replace("Kurse am Abend", "Kurse am Abend und am Wochenende").replace(
        "Maßnahme 2.1.1 Beratung zur Wohnungssuche\nZuständig: Sozialamt\nStatus: geplant\n", ""
    )
    + "\nMaßnahme 2.1.2 Ein Verein vermittelt Wohnungen\nZuständig: Sozialamt\nStatus: geplant\n"
)
SHEET = (
    "Bereich;Was;Ansprechpartner;Wo\nSprache;Sprachcafé;Caritas;Rathaus\nSprache;Kurse;VHS;VHS\n"
)


def _hand_in(page: Page, town, path: Path, name: str, text: str) -> None:
    (path / name).write_text(text, "utf-8")
    page.goto(f"/{town.slug}/arbeit/importe/")
    page.locator("input[type=file]").set_input_files(path / name)
    press(page, "Hochladen und lesen")
    page.wait_for_url("**/durchsicht/**", timeout=60_000)


def _titles(town) -> set[str]:
    with town_scope(town):
        return set(Measure.objects.values_list("title", flat=True))


def test_a_newer_document_is_taken_over_without_doubling(
    alice: Page, everyone: Page, town, tmp_path
):
    _hand_in(alice, town, tmp_path, "konzept-2019.txt", CONCEPT)
    stories.take_over_and_publish(alice)
    everyone.goto(f"/{town.slug}/konzept/massnahmen/")
    expect(everyone.get_by_role("link", name="Beratung zur Wohnungssuche")).to_be_visible()
    everyone.get_by_role("link", name="Kurse am Abend").click()
    old_address = everyone.url

    _hand_in(alice, town, tmp_path, "konzept-2024.txt", NEWER)
    expect(alice.locator("#zahlen")).to_contain_text("1 neu, 1 geändert, 1 entfällt")
    expect(stories.entry(alice, "Kurse am Abend").locator("ins")).to_contain_text("Wochenende")
    expect(stories.entry(alice, "Wohnungssuche").get_by_text("entfällt").first).to_be_visible()
    everyone.reload()
    expect(everyone.get_by_role("heading", level=1)).to_have_text("Kurse am Abend")
    press(alice, "Weiter zur Übernahme")
    expect(alice.get_by_text("Beratung zur Wohnungssuche")).to_be_visible()
    press(alice, "Jetzt übernehmen")
    expect(alice.get_by_text("1 neu, 1 geändert, 1 entfernt")).to_be_visible()

    assert _titles(town) == {
        "Sprachcafé im Rathaus",
        "Kurse am Abend und am Wochenende",
        "Ein Verein vermittelt Wohnungen",
    }
    everyone.goto(old_address)
    expect(everyone.get_by_role("heading", level=1)).to_contain_text("und am Wochenende")
    everyone.goto(f"/{town.slug}/konzept/massnahmen/")
    expect(everyone.get_by_role("link", name="Ein Verein vermittelt Wohnungen")).to_be_visible()
    expect(everyone.get_by_text("Beratung zur Wohnungssuche")).to_have_count(0)
    alice.goto(f"/{town.slug}/arbeit/konzept/geloescht/")
    expect(alice.get_by_text("Beratung zur Wohnungssuche")).to_be_visible()


def test_a_person_says_what_the_columns_of_a_sheet_mean(
    alice: Page, everyone: Page, town, tmp_path
):
    _hand_in(alice, town, tmp_path, "plan.csv", SHEET)
    press(alice, "Spalten")
    alice.get_by_label("„Bereich“ bedeutet").select_option("Handlungsfeld")
    alice.get_by_label("„Was“ bedeutet").select_option("Titel der Maßnahme")
    alice.get_by_label("„Ansprechpartner“ bedeutet").select_option("Zuständig")
    alice.get_by_label("„Wo“ bedeutet").select_option("nicht verwenden")
    press(alice, "Mit diesen Spalten neu lesen")
    alice.wait_for_url("**/durchsicht/**", timeout=60_000)
    expect(stories.entry(alice, "Sprachcafé")).to_contain_text("Caritas")
    stories.take_over_and_publish(alice)
    assert _titles(town) == {"Sprachcafé", "Kurse"}
    everyone.goto(f"/{town.slug}/konzept/massnahmen/")
    everyone.get_by_role("link", name="Sprachcafé").click()
    expect(everyone.get_by_text("Caritas").first).to_be_visible()
    expect(everyone.get_by_text("Rathaus", exact=True)).to_have_count(0)


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return stream.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
REFUSED = {
    "empty": ("konzept.txt", b"", "Die Datei ist leer"),
    "blank": ("konzept.txt", b" \n \n", "Die Datei ist leer"),
    "huge": ("konzept.txt", b"x" * 300_000, "größer als 50 MB"),
    "encrypted": ("konzept.docx", LOCKED, "Kennwort"),
    "a bomb": ("konzept.docx", _bomb(), "ungewöhnlichen Größe"),
    "calls programs": ("plan.csv", b"Feld;Was\nX;=cmd|'/c calc'!A1\n", "Formeln"),
    "broken": ("konzept.pdf", b"%PDF-1.7 kaputt", "beschädigt"),
    "a picture": ("konzept.pdf", b"\x89PNG\r\n\x1a\n" + b"x" * 50, "Bitte"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_with_a_sentence_and_leaves_nothing(
    alice: Page, everyone: Page, plan, settings, tmp_path, monkeypatch, case
):
    monkeypatch.setattr("miteinander.kernel.uploads.LARGEST_UPLOAD", 200_000)
    monkeypatch.setattr("miteinander.kernel.uploads.ALLOWANCE", 1_000)
    name, data, sentence = REFUSED[case]
    (tmp_path / name).write_bytes(data)
    alice.goto(f"{plan.work}importe/")
    alice.locator("input[type=file]").set_input_files(tmp_path / name)
    press(alice, "Hochladen und lesen")
    expect(alice.locator("main")).to_contain_text(sentence, timeout=60_000)
    assert not [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]
    with town_scope(plan.town):
        assert not Proposal.objects.exists()
        assert not ConceptImport.objects.exclude(state="refused").exists()
    everyone.goto(f"{plan.public}massnahmen/")
    expect(everyone.get_by_text("3 Maßnahmen").first).to_be_visible()
