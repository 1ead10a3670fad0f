"""Drafts, internal notes and unpublished reports never leave the workspace, on no public page.

Every address of the namespace `public` is opened, so a new page falls under these tests without
being named here.
"""

import io
from collections.abc import Iterator

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.urls.converters import IntConverter
from django.utils import timezone

from miteinander.concept import addresses
from miteinander.concept.choices import ItemKind, Status
from miteinander.concept.models import Attachment, Draft, Edition, Field, ItemVersion, Measure
from miteinander.kernel.tenancy import all_towns
from miteinander.network.models import Person
from tests import factories

HIDDEN = "VERBORGEN"
SHOWN = "SICHTBAR"


def _attachment(
    edition: Edition, measure: Measure | None, title: str, *, is_public: bool
) -> Attachment:
    with all_towns():
        made = Attachment(
            municipality_id=edition.municipality_id,
            edition=edition,
            measure=measure,
            title=title,
            name=f"{title}.txt",
            media_type="text/plain",
            size=9,
            published_at=timezone.now() if is_public else None,
        )
        made.file.save("x", ContentFile(title.encode()))
        return made


def _fill(edition: Edition, word: str, **values) -> Measure:
    """A field with topic, goal and measure that all carry the word in every text."""
    field = factories.field(edition, f"{word} Feld", description=word, **values)
    topic = factories.topic(field, f"{word} Thema", description=word)
    goal = factories.goal(field, f"{word} Ziel", topic=topic, description=word)
    lead = factories.organisation(edition.municipality, f"{word} {field.pk} e. V.")
    measure = factories.measure(goal, f"{word} Maßnahme", lead=lead, topic=topic, description=word)
    factories.report(measure, Status.STARTED, note=word, author=word)
    _attachment(edition, measure, f"{word}-Datei", is_public=True)
    return measure


@pytest.fixture
def full_town(town, public_edition, settings, tmp_path) -> Measure:
    """A public measure amid everything that must stay hidden; gives the measure."""
    settings.MEDIA_ROOT = tmp_path
    measure = _fill(public_edition, SHOWN)
    _hide_things_in(measure)
    _hide_drafts(public_edition)
    _hide_beside(town, public_edition)
    return measure


def _hide_things_in(measure: Measure) -> None:
    measure.internal_notes = HIDDEN
    with all_towns():
        measure.save()
        edition = measure.edition
        lead = measure.organisations.get()
        lead.email, lead.phone, lead.address = f"{HIDDEN}@x.example", HIDDEN, HIDDEN
        lead.description = HIDDEN
        lead.save()
        Person.objects.create(
            municipality_id=measure.municipality_id, organisation=lead, last_name=HIDDEN
        )
        for version, note in enumerate((f"{HIDDEN} 1", f"{HIDDEN} 2"), start=1):
            ItemVersion.objects.create(
                municipality_id=measure.municipality_id,
                kind=ItemKind.MEASURE,
                item_id=measure.pk,
                version=version,
                values={"title": f"{SHOWN} {version}", "internal_notes": note, "is_draft": False},
                by_name=HIDDEN,
            )
        member = factories.coordinator(measure.municipality, HIDDEN)
        Draft.objects.create(
            municipality_id=measure.municipality_id,
            user=member,
            kind=ItemKind.MEASURE,
            item_id=measure.pk,
            base_version=1,
            values={"title": HIDDEN},
        )
    factories.report(
        measure, Status.PAUSED, is_published=False, note=HIDDEN, author=HIDDEN, user=member
    )
    _attachment(edition, measure, f"{HIDDEN}-Datei", is_public=False)
    _hide_assessment(measure)


def _hide_assessment(measure: Measure) -> None:
    """A public need and judgement with internal evidence, beside ones that are not public."""
    goal, town = measure.goal, measure.municipality
    shown = (
        factories.need(town, SHOWN, measure, is_published=True),
        factories.judgement(goal, reasons=SHOWN, is_published=True),
    )
    for one in shown:
        factories.evidence(one, HIDDEN, source=HIDDEN, place=HIDDEN)
        factories.evidence(one, SHOWN, is_public=True)
    hidden = factories.need(town, HIDDEN, measure, statement=HIDDEN, stated_by=HIDDEN)
    factories.evidence(hidden, HIDDEN, is_public=True)
    factories.evidence(factories.judgement(goal, reasons=HIDDEN, judged_by=HIDDEN), HIDDEN)


def _hide_drafts(edition: Edition) -> None:
    """A draft at every level, each with content below it that is no draft itself."""
    _fill(edition, HIDDEN, is_draft=True)
    field = factories.field(edition, f"{SHOWN} zweites Feld")
    topic = factories.topic(field, HIDDEN, is_draft=True)
    below = factories.goal(field, HIDDEN, topic=topic)
    goal = factories.goal(field, HIDDEN, is_draft=True)
    for parent, values in (
        (field, {"topic": topic}),
        (below, {}),
        (goal, {}),
        (field, {"is_draft": True}),
    ):
        measure = factories.measure(parent, HIDDEN, description=HIDDEN, **values)
        factories.report(measure, Status.COMPLETED, note=HIDDEN, author=HIDDEN)
        _attachment(edition, measure, f"{HIDDEN}-Datei", is_public=True)


def _hide_beside(town, edition: Edition) -> None:
    """Drafts in an earlier public edition, an unpublished edition, another town."""
    earlier = edition.published_at.replace(year=2020)
    _fill(factories.edition(town, published_at=earlier, label=SHOWN), HIDDEN, is_draft=True)
    for other in (
        factories.edition(town, is_published=False, label=HIDDEN, preamble=HIDDEN),
        factories.edition(factories.town("Nachbarstadt"), label=HIDDEN, preamble=HIDDEN),
    ):
        _fill(other, HIDDEN)
        _attachment(other, None, f"{HIDDEN}-Konzept", is_public=True)


def _addresses(town) -> Iterator[str]:
    """Every public address of the town; where one takes a key, with every key that exists."""
    (public,) = (u for u in get_resolver().url_patterns if getattr(u, "namespace", "") == "public")
    with all_towns():
        models = (Field, Measure, Attachment)
        keys = {pk for model in models for pk in model.objects.values_list("pk", flat=True)}
    for pattern in public.url_patterns:
        takes = pattern.pattern.converters
        blank = {name: 0 if isinstance(one, IntConverter) else "x" for name, one in takes.items()}
        for pk in sorted(keys) if "pk" in takes else [0]:
            values = {**blank, **({"pk": pk} if "pk" in takes else {})}
            yield reverse(f"public:{pattern.name}", kwargs={"town": town.slug, **values})


def _opened(client: Client, town) -> Iterator[tuple[str, HttpResponse, str]]:
    """Each address that answers, with its whole text."""
    for address in _addresses(town):
        response = client.get(address, {"alle": "1"}, follow=True)
        assert response.status_code in (200, 404, 405), address
        if response.status_code == 200:
            yield address, response, _text(response)


def _text(response: HttpResponse) -> str:
    content = b"".join(response) if response.streaming else response.content
    if response["Content-Type"].startswith("application/vnd.openxml"):
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        text = repr(list(sheet.values))
    else:
        text = content.decode(errors="replace")
    return f"{text} {response.headers} {response.redirect_chain}"


def _tells(text: str) -> bool:
    # Addresses are made of titles, in small letters.
    return HIDDEN in text.upper()


def test_no_public_page_says_what_is_hidden(full_town, town, visitor):
    leaks = [address for address, _, text in _opened(visitor, town) if _tells(text)]
    assert leaks == []


def test_a_coordinator_sees_no_more_on_public_pages_than_everyone(full_town, town, as_coordinator):
    leaks = [address for address, _, text in _opened(as_coordinator, town) if _tells(text)]
    assert leaks == []


def test_the_public_content_is_there_for_everyone(full_town, town, visitor):
    """Otherwise the tests above would hold on empty pages."""
    names = (
        "town",
        "concept",
        "measures",
        "measures_csv",
        "measures_xlsx",
        "downloads",
        "feed",
        "data",
    )
    telling = {reverse(f"public:{name}", kwargs={"town": town.slug}) for name in names}
    telling.add(addresses.measure_path(town.slug, full_town))
    told = {
        response.request["PATH_INFO"]
        for _, response, text in _opened(visitor, town)
        if SHOWN in text
    }
    assert telling <= told


def test_internal_notes_are_not_even_read_from_the_database(full_town, town, visitor):
    with CaptureQueriesContext(connection) as queries:
        list(_opened(visitor, town))
    assert not [query["sql"] for query in queries if "internal_notes" in query["sql"]]


def test_the_search_does_not_find_what_is_hidden(full_town, town, visitor):
    address = reverse("public:measures_csv", kwargs={"town": town.slug})
    found = visitor.get(address, {"suche": HIDDEN}).content.decode()
    assert len(found.splitlines()) == 1


def test_hidden_measures_do_not_count(full_town, town, visitor):
    page = visitor.get(reverse("public:concept", kwargs={"town": town.slug}))
    assert page.context["counts"].total == 1
    assert page.context["counts"]["started"] == 1


def test_a_withdrawn_file_is_gone(full_town, town, visitor):
    with all_towns():
        file = Attachment.objects.get(measure=full_town, published_at__isnull=False)
    address = reverse("public:file", kwargs={"town": town.slug, "pk": file.pk})
    assert b"".join(visitor.get(address)) == b"SICHTBAR-Datei"
    with all_towns():
        Attachment.objects.filter(pk=file.pk).update(published_at=None)
    assert visitor.get(address).status_code == 404
