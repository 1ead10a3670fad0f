"""The pages of a document on its way to a plan."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from miteinander.concept.choices import ImportState
from miteinander.concept.models import ConceptImport, Measure, Proposal
from miteinander.kernel.tenancy import all_towns
from tests.concept.imports.conftest import CONCEPT

PAGES = [
    "import_progress",
    "import_review",
    "import_unplaced",
    "import_institutions",
    "import_columns",
    "import_source",
    "import_take_over",
    "import_drop",
]
ENTRY_PAGES = ["import_entry", "import_passage", "import_below"]
ENTRY_ACTIONS = [
    "import_leave_out",
    "import_bring_back",
    "import_up",
    "import_down",
    "import_place",
    "import_merge",
    "import_split",
]


def url(name: str, **parts) -> str:
    return reverse(f"workspace:{name}", kwargs={"town": "teststadt", **parts})


def entry(number: str) -> Proposal:
    return Proposal.objects.get(number=number)


@pytest.fixture
def document(handed_in) -> ConceptImport:
    return handed_in()


def test_uploading_leads_to_the_progress_and_then_to_the_review(
    as_coordinator, in_town, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        file = SimpleUploadedFile("konzept.txt", CONCEPT.encode())
        response = as_coordinator.post(url("imports"), {"file": file})
    document = ConceptImport.objects.get()
    assert response.url == url("import_progress", pk=document.pk)
    response = as_coordinator.get(response.url, follow=True)
    assert response.redirect_chain[-1][0] == url("import_review", pk=document.pk)
    assert "Sprachcafé im Rathaus" in response.content.decode()


def test_a_refused_document_says_why_and_keeps_no_file(handed_in, as_coordinator, tmp_path):
    document = handed_in(b"%PDF-1.7 kaputt", "kaputt.pdf")
    assert document.state == ImportState.REFUSED
    page = as_coordinator.get(url("import_progress", pk=document.pk)).content.decode()
    assert document.step in page
    assert not document.file
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"", "leer"), (b"x" * 64, "größer als 50 MB"), (None, "wählen Sie")]
)
def test_empty_huge_and_missing_files_are_refused_in_the_form(
    as_coordinator, in_town, monkeypatch, data, sentence
):
    monkeypatch.setattr("miteinander.concept.forms.imports.LARGEST_FILE", 32)
    sent = {} if data is None else {"file": SimpleUploadedFile("konzept.txt", data)}
    response = as_coordinator.post(url("imports"), sent)
    assert sentence in response.content.decode()
    assert not ConceptImport.objects.exists()


def test_a_request_that_is_too_large_is_refused_before_it_is_stored(
    as_coordinator, in_town, monkeypatch
):
    monkeypatch.setattr("miteinander.kernel.uploads.LARGEST_UPLOAD", 100)
    monkeypatch.setattr("miteinander.kernel.uploads.ALLOWANCE", 100)
    file = SimpleUploadedFile("konzept.txt", b"x" * 5000)
    response = as_coordinator.post(url("imports"), {"file": file})
    assert "größer als 50 MB" in response.content.decode()
    assert not ConceptImport.objects.exists()


@pytest.mark.parametrize("state", [ImportState.WAITING, ImportState.READING])
def test_the_progress_asks_again_by_itself(document, as_coordinator, state):
    ConceptImport.objects.update(state=state, percent=40, step="Der Text wird bereinigt.")
    page = as_coordinator.get(url("import_progress", pk=document.pk)).content.decode()
    assert "40 %" in page
    assert 'http-equiv="refresh"' in page
    assert 'hx-trigger="every 2s"' in page
    assert "verlassen" in page


def test_somebody_who_waits_long_is_told_what_to_do(document, as_coordinator):
    ConceptImport.objects.update(state=ImportState.WAITING, heartbeat_at="2026-01-01T00:00:00Z")
    page = as_coordinator.get(url("import_progress", pk=document.pk)).content.decode()
    assert "Hintergrunddienst" in page


def test_htmx_gets_only_the_part_that_changes(document, as_coordinator):
    ConceptImport.objects.update(state=ImportState.READING)
    page = as_coordinator.get(
        url("import_progress", pk=document.pk), headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in page
    ConceptImport.objects.update(state=ImportState.REVIEW)
    response = as_coordinator.get(
        url("import_progress", pk=document.pk), headers={"HX-Request": "true"}
    )
    assert response.headers["HX-Redirect"] == url("import_review", pk=document.pk)


def test_a_job_that_died_can_be_repeated(
    document, as_coordinator, django_capture_on_commit_callbacks
):
    ConceptImport.objects.update(state=ImportState.READING, heartbeat_at="2026-01-01T00:00:00Z")
    page = as_coordinator.get(url("import_progress", pk=document.pk)).content.decode()
    assert "Erneut lesen" in page
    assert "http-equiv" not in page.split("</head>")[0].replace('http-equiv="content', "")
    with django_capture_on_commit_callbacks(execute=True):
        as_coordinator.post(url("import_read_again", pk=document.pk))
    document.refresh_from_db()
    assert document.state == ImportState.REVIEW
    assert Proposal.objects.count() == 7


def test_the_review_shows_the_passage_of_the_chosen_entry(document, as_coordinator):
    one = entry("1.1.2")
    page = as_coordinator.get(
        url("import_review", pk=document.pk), {"stelle": one.pk}
    ).content.decode()
    marked = re.findall(r"<mark>(.*?)</mark>", page)
    assert marked[0] == "Maßnahme 1.1.2 Kurse am Abend"
    assert "Nicht zugeordnet (0)" in page


def test_a_fragment_of_the_passage_is_no_whole_page(document, as_coordinator):
    address = url("import_passage", pk=document.pk, entry=entry("2.1.1").pk)
    page = as_coordinator.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "Beratung zur Wohnungssuche" in page
    assert as_coordinator.get(address).url.endswith("#stelle")


def test_a_long_document_shows_one_field_at_a_time(document, as_coordinator, monkeypatch):
    monkeypatch.setattr("miteinander.concept.queries.imports.MOST_UNFOLDED", 3)
    review = url("import_review", pk=document.pk)
    page = as_coordinator.get(review, {"stelle": entry("2.1").pk}).content.decode()
    assert "Beratung zur Wohnungssuche" in page
    assert "Sprachcafé im Rathaus" not in page
    address = url("import_below", pk=document.pk, entry=entry("1").pk)
    page = as_coordinator.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Sprachcafé im Rathaus" in page


def test_leaving_out_works_with_and_without_htmx(document, as_coordinator):
    one = entry("1.1.2")
    address = url("import_leave_out", pk=document.pk, entry=one.pk)
    assert as_coordinator.post(address).url.endswith(f"#e-{one.pk}")
    address = url("import_bring_back", pk=document.pk, entry=one.pk)
    page = as_coordinator.post(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert 'hx-swap-oob="true"' in page
    assert not entry("1.1.2").is_dropped


def test_a_correction_with_an_error_keeps_what_was_typed(document, as_coordinator):
    address = url("import_entry", pk=document.pk, entry=entry("1.1.2").pk)
    data = {"based_on": 1, "title": "", "description": "Mein langer Text", "number": "1.1.2"}
    page = as_coordinator.post(address, data).content.decode()
    assert "Mein langer Text" in page
    assert "Bitte prüfen Sie Ihre Angaben" in page


def test_two_people_are_told_and_lose_nothing(document, as_coordinator):
    address = url("import_entry", pk=document.pk, entry=entry("1.1.2").pk)
    data = {"based_on": 1, "number": "1.1.2", "description": ""}
    assert as_coordinator.post(address, {**data, "title": "Von Alice"}).status_code == 302
    page = as_coordinator.post(address, {**data, "title": "Von Bob"}).content.decode()
    assert "Inzwischen hat jemand anderes" in page
    assert "Von Alice" in page
    assert "Von Bob" in page
    based_on = re.search(r'name="based_on" value="(\d+)"', page)
    assert based_on
    data["based_on"] = int(based_on[1])
    assert as_coordinator.post(address, {**data, "title": "Von Bob"}).status_code == 302
    assert entry("1.1.2").title == "Von Bob"


def test_taking_over_tells_what_happened(document, as_coordinator):
    address = url("import_take_over", pk=document.pk)
    assert "Aus dem Dokument entsteht" in as_coordinator.get(address).content.decode()
    response = as_coordinator.post(address, {"ja": "1"})
    assert response.url == url("plan")
    assert Measure.objects.count() == 3
    assert as_coordinator.post(address, {"ja": "1"}).url == url("plan")
    assert Measure.objects.count() == 3


def test_dropping_deletes_the_file_and_the_entries(
    document, as_coordinator, tmp_path, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_coordinator.post(url("import_drop", pk=document.pk))
    document.refresh_from_db()
    assert document.state == ImportState.DROPPED
    assert not Proposal.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_columns_of_a_sheet_can_be_corrected(
    handed_in, as_coordinator, django_capture_on_commit_callbacks
):
    sheet = "Handlungsfeld;Maßnahme;Wer\nSprache;Sprachcafé;Caritas\nSprache;Lernpaten;Diakonie\n"
    document = handed_in(sheet, "plan.csv")
    assert [column["meaning"] for column in document.columns] == ["field", "title", "responsible"]
    address = url("import_columns", pk=document.pk)
    assert "Caritas" in as_coordinator.get(address).content.decode()
    data = {"column_0": "field", "column_1": "title", "column_2": "ignore"}
    with django_capture_on_commit_callbacks(execute=True):
        as_coordinator.post(address, data)
    document.refresh_from_db()
    assert document.state == ImportState.REVIEW
    assert not any(one.values.get("responsible") for one in Proposal.objects.all())


def test_somebody_chooses_a_known_institution(document, as_coordinator, town):
    from tests import factories

    known = factories.organisation(town, "Volkshochschule Teststadt")
    page = as_coordinator.get(url("import_institutions", pk=document.pk)).content.decode()
    names = dict(re.findall(r"for=\"id_(name_\w+)\">\s*„(.*?)“", page))
    assert "Volkshochschule Teststadt (vorhanden)" in page
    data = {
        key: str(known.pk) if name == "Volkshochschule" else "none" for key, name in names.items()
    }
    as_coordinator.post(url("import_institutions", pk=document.pk), data)
    as_coordinator.post(url("import_take_over", pk=document.pk))
    used = Measure.objects.filter(organisations__isnull=False).values_list(
        "organisations__name", flat=True
    )
    assert set(used) == {"Volkshochschule Teststadt"}


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_a_foreign_document_are_not_found(document, as_stranger, name):
    assert as_stranger.get(url(name, pk=document.pk)).status_code == 404
    foreign = reverse(f"workspace:{name}", kwargs={"town": "fremdstadt", "pk": document.pk})
    assert as_stranger.get(foreign).status_code == 404


@pytest.mark.parametrize("name", ENTRY_PAGES + ENTRY_ACTIONS)
def test_entries_of_a_foreign_document_are_not_found(document, as_stranger, name):
    parts = {"town": "fremdstadt", "pk": document.pk, "entry": entry("1.1.2").pk}
    ask = as_stranger.get if name in ENTRY_PAGES else as_stranger.post
    assert ask(reverse(f"workspace:{name}", kwargs=parts)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_an_editor_may_not_see_the_pages(document, as_editor, name):
    assert as_editor.get(url(name, pk=document.pk)).status_code == 403
    assert as_editor.get(url("imports")).status_code == 403


@pytest.mark.parametrize("name", ENTRY_PAGES + ENTRY_ACTIONS)
def test_an_editor_may_not_touch_entries(document, as_editor, name):
    address = url(name, pk=document.pk, entry=entry("1.1.2").pk)
    ask = as_editor.get if name in ENTRY_PAGES else as_editor.post
    assert ask(address).status_code == 403


@pytest.mark.parametrize("name", ENTRY_ACTIONS)
def test_actions_are_not_done_by_a_link(document, as_coordinator, name):
    address = url(name, pk=document.pk, entry=entry("1.1.2").pk)
    assert as_coordinator.get(address).status_code == 405


@pytest.mark.parametrize("name", ["import_review", "import_institutions", "import_take_over"])
def test_lists_cost_the_same_for_many_entries(
    document, as_coordinator, django_assert_max_num_queries, name
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert as_coordinator.get(url(name, pk=document.pk)).status_code == 200
        return len(seen)

    cost()
    before = cost()
    with all_towns():
        Proposal.objects.bulk_create(
            Proposal(
                municipality=document.municipality,
                document=document,
                kind="measure",
                parent=entry("1.1"),
                title=f"Maßnahme {number}",
                position=100 + number,
                values={"responsible": [f"Verein {number}"]},
            )
            for number in range(40)
        )
    assert cost() == before
