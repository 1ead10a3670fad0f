"""The frame: titles, editions, lists, files."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from miteinander.concept.models import Attachment, Concept, Edition, ProcessStep
from miteinander.kernel.tenancy import all_towns
from tests import factories


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition(town):
    return factories.edition(town, is_published=False, label="2026")


def _url(town, name, **parts):
    return reverse(f"workspace:{name}", kwargs={"town": town.slug, **parts})


def test_a_second_concept_is_not_begun(town, edition, as_coordinator):
    data = {"title": "Zweites", "label": "x"}
    page = as_coordinator.post(_url(town, "concept_start"), data, follow=True)
    assert "hat schon ein Konzept" in page.content.decode()


def test_the_levels_are_renamed(town, edition, as_coordinator):
    url = _url(town, "concept_settings")
    form = as_coordinator.get(url).context["form"]
    as_coordinator.post(url, {**form.initial, "measure_name": "Empfehlung"})
    with all_towns():
        assert Concept.objects.get().measure_name == "Empfehlung"
    assert as_coordinator.post(url, {**form.initial, "title": ""}).status_code == 200


@pytest.mark.usefixtures("in_town")
def test_an_edition_gets_its_texts_and_is_published_and_withdrawn(town, edition, as_coordinator):
    url = _url(town, "edition", pk=edition.pk)
    data = {"label": "2026", "preamble": "Vorwort", "valid_from": "2026-01-01", "based_on": "1"}
    assert as_coordinator.post(url, data).status_code == 302
    wrong = {**data, "valid_until": "2025-01-01", "based_on": "2"}
    assert "vor dem Beginn" in as_coordinator.post(url, wrong).content.decode()
    as_coordinator.post(_url(town, "edition_publish", pk=edition.pk))
    edition.refresh_from_db()
    assert (edition.preamble, edition.version) == ("Vorwort", 2)
    assert edition.published_at
    as_coordinator.post(_url(town, "edition_withdraw", pk=edition.pk))
    edition.refresh_from_db()
    assert edition.published_at is None


def test_two_people_editing_an_edition_lose_nothing(town, edition, as_coordinator):
    url = _url(town, "edition", pk=edition.pk)
    as_coordinator.post(url, {"label": "2026", "preamble": "Erste", "based_on": "1"})
    answer = as_coordinator.post(url, {"label": "2026", "preamble": "Zweite", "based_on": "1"})
    page = answer.content.decode()
    assert "Erste" in page
    assert "Zweite" in page
    merged = {"label": "2026", "preamble": "Erste, zweite", "based_on": "2"}
    assert as_coordinator.post(url, merged).status_code == 302
    with all_towns():
        assert Edition.objects.get().preamble == "Erste, zweite"


def test_a_list_is_filled_ordered_and_emptied(town, edition, as_coordinator, as_editor):
    add = _url(town, "entry_add", pk=edition.pk, slug="entstehung")
    for title in ("Auftakt", "Beschluss"):
        as_coordinator.post(add, {"title": title, "date_text": "im Mai"})
    assert as_coordinator.post(add, {"title": ""}).status_code == 200
    with all_towns():
        first, second = ProcessStep.objects.all()
    as_coordinator.post(_url(town, "entry_shift", slug="entstehung", pk=second.pk), {"hoch": "1"})
    again = _url(town, "entry_shift", slug="entstehung", pk=second.pk)
    assert (
        "schon ganz oben" in as_coordinator.post(again, {"hoch": 1}, follow=True).content.decode()
    )
    edit = _url(town, "entry_edit", slug="entstehung", pk=first.pk)
    assert "im Mai" in as_coordinator.get(edit).content.decode()
    as_coordinator.post(edit, {"title": "Start"})
    page = as_editor.get(_url(town, "entries", pk=edition.pk, slug="entstehung")).content.decode()
    assert page.index("Beschluss") < page.index("Start")
    assert "hinzufügen" not in page
    as_coordinator.post(_url(town, "entry_delete", slug="entstehung", pk=second.pk))
    with all_towns():
        assert [(one.title, one.position) for one in ProcessStep.objects.all()] == [("Start", 1)]


def test_a_file_is_internal_until_it_is_published(
    town, edition, as_editor, as_coordinator, django_capture_on_commit_callbacks, tmp_path
):
    measure = factories.measure(factories.field(edition))
    out = BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    upload = SimpleUploadedFile("../../böse.html", out.getvalue(), "text/html")
    data = {"title": "Plakat", "file": upload}
    as_editor.post(_url(town, "attachment_add", pk=measure.pk), data)
    with all_towns():
        file = Attachment.objects.get()
    assert (file.is_public, file.media_type, file.name) == (False, "image/png", "böse.png")
    got = as_editor.get(_url(town, "attachment", pk=file.pk))
    assert got["Content-Disposition"].startswith("attachment")
    assert b"".join(got.streaming_content).startswith(b"\x89PNG")
    publish = _url(town, "attachment_publish", pk=file.pk)
    assert as_editor.post(publish).status_code == 403
    as_coordinator.post(publish)
    delete = _url(town, "attachment_delete", pk=file.pk)
    assert as_editor.post(delete).status_code == 403
    as_coordinator.post(publish, {"zurueck": "1"})
    with django_capture_on_commit_callbacks(execute=True):
        assert as_editor.post(delete).status_code == 302
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_of_an_unknown_kind_is_refused_with_a_sentence(town, edition, as_coordinator):
    upload = SimpleUploadedFile("bild.png", b"<script>alert(1)</script>")
    url = _url(town, "download_add", pk=edition.pk)
    page = as_coordinator.post(url, {"title": "x", "file": upload}).content.decode()
    assert "Möglich sind PDF, Word" in page
    with all_towns():
        assert not Attachment.objects.exists()
