"""Editing items: drafts, two people, undo."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.concept.models import Draft, Measure, TargetGroup
from miteinander.kernel.tenancy import all_towns
from tests import factories

HTMX = {"HTTP_HX_REQUEST": "true"}
WILD = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def measure(town):
    field = factories.field(factories.edition(town))
    return factories.measure(field, "Sprachcafé", internal_notes="geheim")


def _url(town, name, **parts):
    return reverse(f"workspace:{name}", kwargs={"town": town.slug, **parts})


def _now(measure):
    with all_towns():
        return Measure.objects.get(pk=measure.pk)


def test_a_measure_is_saved_with_everything(town, measure, as_editor):
    lead, partner = factories.organisation(town), factories.organisation(town)
    with all_towns():
        group = TargetGroup.objects.create(
            municipality=town, edition=measure.edition, title="Kinder"
        )
    url = _url(town, "measure_edit", pk=measure.pk)
    data = {
        "title": "Café",
        "based_on": "1",
        "begins_on": "2026-01-01",
        "cost_eur": "12.5",
        "lead": [lead.pk],
        "partners": [lead.pk, partner.pk],
        "target_groups": [group.pk],
        "links-title": ["Mehr", "", ""],
        "links-url": ["example.org", "", ""],
    }
    answer = as_editor.post(url, data)
    assert answer.url == _url(town, "measure", pk=measure.pk)
    page = as_editor.get(answer.url).content.decode()
    for words in ("Café", str(lead), str(partner), "Kinder", "https://example.org", "12,50"):
        assert words in page
    assert "geheim" not in page  # the form sent no notes
    again = as_editor.get(url).content.decode()
    assert 'value="https://example.org"' in again


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"begins_on": "31.02.2026"},
        {"begins_on": "2026-02-01", "ends_on": "2026-01-01"},
        {"cost_eur": "1e999"},
        {"lead": ["999999999999999999999"]},
        {"links-title": ["x"], "links-url": ["javascript:alert(1)"]},
        {"based_on": "x"},
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_saved(town, measure, as_editor, wrong):
    data = {"title": "Neu", "based_on": "1", **wrong}
    answer = as_editor.post(_url(town, "measure_edit", pk=measure.pk), data)
    assert answer.status_code == 200
    assert "Bitte prüfen Sie" in answer.content.decode()
    assert _now(measure).title == "Sprachcafé"


def test_a_line_of_the_tree_is_edited_in_place(town, measure, as_editor):
    url = _url(town, "measure_line", pk=measure.pk)
    assert "<html" not in as_editor.get(url, **HTMX).content.decode()
    answer = as_editor.post(url, {"title": "Kurz", "based_on": "1"}, **HTMX)
    assert answer["HX-Retarget"] == f"#zweig-{measure.field_id}"
    now = _now(measure)
    assert (now.title, now.internal_notes) == ("Kurz", "geheim")


def test_a_draft_is_kept_offered_taken_over_and_thrown_away(town, measure, as_editor):
    typed = {"title": "Halb", "begins_on": "2026-0", "based_on": "1"}
    kept = as_editor.post(_url(town, "measure_draft", pk=measure.pk), typed, **HTMX)
    assert "Entwurf gesichert um" in kept.content.decode()
    url = _url(town, "measure_edit", pk=measure.pk)
    offered = as_editor.get(url).content.decode()
    assert "nicht gespeicherten Entwurf" in offered
    assert 'value="Sprachcafé"' in offered
    taken = as_editor.get(url + "?entwurf=1").content.decode()
    assert 'value="Halb"' in taken
    assert 'value="2026-0"' in taken
    as_editor.post(_url(town, "measure_draft", pk=measure.pk), {"verwerfen": "1"})
    assert "nicht gespeicherten Entwurf" not in as_editor.get(url).content.decode()


def test_a_draft_holds_no_character_that_a_database_refuses(town, measure, as_editor):
    typed = {"title": "a\0b", "lead": ["\0"], "links-title": ["\0x"], "links-url": ["y"]}
    as_editor.post(_url(town, "measure_draft", pk=measure.pk), typed)
    with all_towns():
        values = Draft.objects.get().values
    assert (values["title"], values["lead"]) == ("ab", [""])
    assert values["links"] == [{"title": "x", "url": "y"}]


def test_others_are_told_who_is_at_work(town, measure, as_editor, as_coordinator):
    as_editor.post(_url(town, "measure_draft", pk=measure.pk), {"title": "H", "based_on": "1"})
    for name in ("measure", "measure_edit"):
        page = as_coordinator.get(_url(town, name, pk=measure.pk)).content.decode()
        assert "Bob bearbeitet" in page
        own = as_editor.get(_url(town, name, pk=measure.pk)).content.decode()
        assert "Bob bearbeitet" not in own


def test_of_two_people_the_second_chooses_and_nothing_is_lost(
    town, measure, as_editor, as_coordinator
):
    url = _url(town, "measure_edit", pk=measure.pk)
    with all_towns():
        Measure.objects.filter(pk=measure.pk).update(funding="Stadt")
    old = {"title": "Sprachcafé", "funding": "Stadt", "based_on": "1"}
    as_coordinator.post(url, {**old, "title": "Von Alice", "approach": "A"})
    answer = as_editor.post(url, {**old, "title": "Von Bob", "funding": "Land"})
    compare = _url(town, "conflict", slug="massnahmen", pk=measure.pk)
    assert answer.url == compare
    page = as_editor.get(compare).content.decode()
    for words in ("Alice", "Von Alice", "Von Bob", "Stadt", "Land"):
        assert words in page
    assert _now(measure).title == "Von Alice"
    rows = {row.key: row.suggested for row in as_editor.get(compare).context["rows"]}
    assert rows == {"title": "", "funding": "meins", "approach": "ihres"}
    undecided = as_editor.post(compare, {"based_on": "2", "wahl-title": "meins"})
    assert "Bitte wählen Sie" in undecided.content.decode()
    chosen = {"wahl-title": "meins", "wahl-funding": "meins", "wahl-approach": "ihres"}
    assert as_editor.post(compare, {"based_on": "2", **chosen}).status_code == 302
    now = _now(measure)
    assert (now.title, now.funding, now.approach) == ("Von Bob", "Land", "A")
    with all_towns():
        assert not Draft.objects.exists()


def test_a_conflict_in_the_tree_leads_to_the_comparison(town, measure, as_editor, as_coordinator):
    url = _url(town, "measure_line", pk=measure.pk)
    as_coordinator.post(url, {"title": "Von Alice", "based_on": "1"})
    answer = as_editor.post(url, {"title": "Von Bob", "based_on": "1"}, **HTMX)
    assert answer["HX-Redirect"] == _url(town, "conflict", slug="massnahmen", pk=measure.pk)


def test_a_comparison_without_a_draft_leads_to_the_form(town, measure, as_editor):
    compare = _url(town, "conflict", slug="massnahmen", pk=measure.pk)
    assert as_editor.get(compare).url == _url(town, "measure_edit", pk=measure.pk)


def test_a_change_is_undone_through_the_history(town, measure, as_editor):
    as_editor.post(_url(town, "measure_line", pk=measure.pk), {"title": "Neu", "based_on": "1"})
    url = _url(town, "item_history", slug="massnahmen", pk=measure.pk)
    page = as_editor.get(url)
    assert "Bob" in page.content.decode()
    steps = page.context["steps"]
    said = [(one.label, one.before, one.after) for one in steps[0].differences]
    assert said == [("Titel", "Sprachcafé", "Neu")]
    as_editor.post(_url(town, "version_restore", pk=steps[1].version.pk))
    assert _now(measure).title == "Sprachcafé"
    again = as_editor.post(_url(town, "version_restore", pk=steps[1].version.pk), follow=True)
    assert "schon der aktuelle Stand" in again.content.decode()


def test_what_is_typed_into_a_deleted_item_is_kept(town, measure, as_editor, as_coordinator):
    as_coordinator.post(_url(town, "measure_delete", pk=measure.pk), {"based_on": "1"})
    data = {"title": "Mühe", "based_on": "1"}
    answer = as_editor.post(_url(town, "measure_edit", pk=measure.pk), data)
    assert answer.url == _url(town, "item_history", slug="massnahmen", pk=measure.pk)
    with all_towns():
        assert Draft.objects.get().values["title"] == "Mühe"


TEXT = st.text(max_size=60)


@WILD
@given(data=st.dictionaries(st.sampled_from(["title", "number", "description", "approach", "kind",
    "begins_on", "ends_on", "cost_eur", "lead", "target_groups", "links-title", "links-url",
    "based_on", "internal_notes"]), TEXT))  # fmt: skip
def test_no_text_breaks_the_form_of_a_measure(town, measure, as_editor, data):
    reopened = _url(town, "measure_edit", pk=measure.pk) + "?entwurf=1"
    for name in ("measure_edit", "measure_draft", "measure_line"):
        answer = as_editor.post(_url(town, name, pk=measure.pk), data)
        assert answer.status_code in (200, 302)
        assert as_editor.get(reopened).status_code == 200
    compare = _url(town, "conflict", slug="massnahmen", pk=measure.pk)
    choices = {f"wahl-{key}": "meins" for key in ("title", "number", "description")}
    assert as_editor.post(compare, {**data, **choices}).status_code in (200, 302)


@WILD
@given(query=st.dictionaries(st.sampled_from(["suche", "feld", "stand", "institution", "bericht",
    "entwurf", "pruefen", "sortierung", "nach", "vor", "fassung", "offen"]), TEXT))  # fmt: skip
def test_no_address_breaks_the_lists(town, measure, as_editor, query):
    for name in ("plan", "measures", "measures_csv"):
        assert as_editor.get(_url(town, name), query).status_code == 200
