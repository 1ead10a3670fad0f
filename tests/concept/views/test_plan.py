"""The plan on one page: with and without JavaScript."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miteinander.concept.models import Concept, Field, Goal, Measure
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.queries import questions

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def field(town):
    return factories.field(factories.edition(town), "Sprache", number="1")


def _url(town, name, **parts):
    return reverse(f"workspace:{name}", kwargs={"town": town.slug, **parts})


def _page(client, town, query=""):
    return client.get(_url(town, "plan") + query).content.decode()


def _get(model):
    with all_towns():
        return model.objects.get()


def test_a_town_without_a_concept_is_offered_two_ways(town, as_coordinator):
    page = _page(as_coordinator, town)
    assert "Dokument einlesen" in page
    assert _url(town, "concept_start") in page
    as_coordinator.post(_url(town, "concept_start"), {"title": "Neu", "label": "2026"})
    assert "Dieses Konzept ist noch leer" in _page(as_coordinator, town)


def test_the_tree_shows_everything_that_lies_in_it(town, field, as_editor):
    topic = factories.topic(field, "Frühe Bildung")
    goal = factories.goal(field, "Jedes Kind spricht", topic=topic)
    factories.measure(goal, "Sprachcafé", is_draft=True)
    factories.measure(field, "Lotsen")
    page = _page(as_editor, town)
    for words in ("Frühe Bildung", "Jedes Kind spricht", "Sprachcafé", "Lotsen", "Entwurf"):
        assert words in page


def test_the_levels_are_called_as_the_concept_calls_them(town, field, as_editor):
    with all_towns():
        Concept.objects.update(measure_name="Handlungslinie", measure_plural="Handlungslinien")
    assert "+ Handlungslinie" in _page(as_editor, town)


def test_the_page_costs_the_same_for_one_and_for_three(town, field, as_editor):
    def grow():
        within = factories.field(field.edition)
        topic = factories.topic(within)
        factories.measure(factories.goal(within, topic=topic), lead=factories.organisation(town))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            _page(as_editor, town, "?offen=alle")
        return len(questions(captured))

    grow()
    queries()  # the first request of a process asks whether the installation is set up
    one = queries()
    grow()
    grow()
    assert queries() == one
    assert one <= 10


def test_a_large_plan_is_folded_and_a_branch_opens_by_itself(town, field, as_editor):
    with all_towns():
        base = {"municipality": town, "edition": field.edition, "field": field}
        Measure.objects.bulk_create(Measure(**base, title=f"Nummer-{n}") for n in range(201))
    assert "Nummer-7" not in _page(as_editor, town)
    assert "Nummer-7" in _page(as_editor, town, f"?offen={field.pk}")
    assert "Nummer-7" in _page(as_editor, town, "?offen=alle")
    fragment = as_editor.get(_url(town, "plan_branch", pk=field.pk), **HTMX)
    assert "Nummer-7" in fragment.content.decode()
    assert "<html" not in fragment.content.decode()


def test_the_filter_shows_what_fits_with_what_lies_above_it(town, field, as_editor):
    other = factories.field(field.edition, "Arbeit")
    goal = factories.goal(field, "Ein Ziel")
    factories.measure(goal, "Sprachcafé")
    factories.measure(other, "Praktikum", is_draft=True)
    page = _page(as_editor, town, "?suche=café")
    assert "Sprachcafé" in page
    assert "Ein Ziel" in page
    assert "Praktikum" not in page
    assert "Sprachcafé" not in _page(as_editor, town, "?entwurf=1")
    assert "Dazu gibt es nichts" in _page(as_editor, town, "?stand=completed&suche=%00x")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_item_moves_down_by_a_button_that_keeps_the_focus(town, field, as_editor, headers):
    first, second = factories.goal(field, "Erstes"), factories.goal(field, "Zweites")
    data = {"runter": f"goal-{first.pk}"}
    answer = as_editor.post(_url(town, "plan_order"), data, **headers)
    button = f"runter-goal-{first.pk}"
    if headers:
        assert button in answer["HX-Trigger-After-Settle"]
        assert answer["HX-Retarget"] == f"#zweig-{field.pk}"
        assert "nach unten verschoben" in answer.content.decode()
    else:
        assert answer.url.endswith(f"#{button}")
        assert "nach unten verschoben" in as_editor.get(answer.url).content.decode()
    with all_towns():
        assert list(Goal.objects.order_by("position")) == [second, first]


def test_a_wrong_order_to_move_is_not_found(town, field, as_editor):
    for text in ("", "quatsch", "goal-x", "goal-99999999999999999999", f"concept-{field.pk}"):
        assert as_editor.post(_url(town, "plan_order"), {"hoch": text}).status_code == 404


def test_the_filter_survives_a_move_without_javascript(town, field, as_editor):
    goal = factories.goal(field)
    data = {"hoch": f"goal-{goal.pk}", "ansicht": "suche=Ziel&stand="}
    assert "suche=Ziel" in as_editor.post(_url(town, "plan_order"), data).url


@pytest.mark.usefixtures("in_town")
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_goal_is_added_as_a_draft(town, field, as_editor, headers):
    url = _url(town, "goal_add", pk=field.pk)
    form = as_editor.get(url, **headers).content.decode()
    assert ("<html" in form) is not bool(headers)
    assert as_editor.post(url, {"title": ""}, **headers).status_code == 200
    answer = as_editor.post(url, {"title": "Neu", "number": "1.1"}, **headers)
    made = _get(Goal)
    assert (made.title, made.is_draft, made.field) == ("Neu", True, field)
    assert (answer.status_code == 200) is bool(headers)


def test_a_field_is_added_and_led_to_its_form(town, field, as_editor):
    url = _url(town, "field_add", pk=field.edition_id)
    answer = as_editor.post(url, {"title": "Neu", "weiter": "1"})
    with all_towns():
        made = Field.objects.get(title="Neu")
    assert answer.url == _url(town, "field_edit", pk=made.pk)


@pytest.mark.usefixtures("in_town")
def test_a_measure_moves_to_a_goal_of_another_field(town, field, as_editor):
    measure = factories.measure(field)
    goal = factories.goal(factories.field(field.edition))
    url = _url(town, "measure_move", pk=measure.pk)
    assert "steht schon dort" in as_editor.post(url, {"to": f"field-{field.pk}"}).content.decode()
    assert as_editor.post(url, {"to": "edition-1"}).status_code == 200
    assert as_editor.post(url, {"to": f"goal-{goal.pk}"}).status_code == 302
    moved = _get(Measure)
    assert (moved.goal, moved.field_id) == (goal, goal.field_id)


@pytest.mark.usefixtures("in_town")
def test_a_goal_is_deleted_with_what_lies_below_it_and_brought_back(town, field, as_coordinator):
    goal = factories.goal(field, "Weg damit")
    factories.measure(goal)
    url = _url(town, "goal_delete", pk=goal.pk)
    data = {"based_on": "1", "children": "move", "to": ""}
    assert "Bitte wählen Sie eine Stelle" in as_coordinator.post(url, data).content.decode()
    assert as_coordinator.post(url, {**data, "children": "delete"}).status_code == 302
    listed = as_coordinator.get(_url(town, "deleted_items")).content.decode()
    assert "Weg damit" in listed
    history = as_coordinator.get(_url(town, "item_history", slug="ziele", pk=goal.pk))
    version = history.context["steps"][0].version
    as_coordinator.post(_url(town, "version_restore", pk=version.pk))
    assert _get(Measure).goal == goal
    assert "Weg damit" not in as_coordinator.get(_url(town, "deleted_items")).content.decode()


def test_a_field_is_published_with_everything_below_it(town, as_coordinator):
    field = factories.field(factories.edition(town), is_draft=True)
    factories.measure(field, is_draft=True)
    as_coordinator.post(_url(town, "field_publish", pk=field.pk), {"alles": "1"})
    assert not _get(Measure).is_draft
