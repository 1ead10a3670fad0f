"""Every page of the plan's workspace: who may see it, and what it needs."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.concept.models import (
    Attachment,
    Guideline,
    ItemVersion,
)
from miteinander.kernel.tenancy import all_towns
from tests import factories


@pytest.fixture
def keys(town):
    """One thing of every kind; name of a page's object -> its key."""
    edition = factories.edition(town)
    field = factories.field(edition)
    topic = factories.topic(field)
    goal = factories.goal(field, topic=topic)
    measure = factories.measure(goal, lead=factories.organisation(town), internal_notes="geheim")
    report = factories.report(measure, is_published=False)
    shared = {"municipality": town, "edition": edition}

    with all_towns():
        file = Attachment.objects.create(**shared, measure=measure, title="Flyer", size=1)
        entry = Guideline.objects.create(**shared, title="Mut")
        version = ItemVersion.objects.create(
            municipality=town,
            kind="measure",
            item_id=measure.pk,
            version=1,
            values={"title": "Alt"},
            by_name="Bob",
        )
    made = {
        "edition": edition,
        "field": field,
        "topic": topic,
        "goal": goal,
        "measure": measure,
        "report": report,
        "attachment": file,
        "entry": entry,
        "version": version,
    }
    return {name: one.pk for name, one in made.items()}


# name of the page, what its key names, further parts of the address, open to editors
PAGES = [
    ("plan", "", {}, True),
    ("plan_branch", "field", {}, True),
    ("deleted_items", "", {}, True),
    ("measures", "", {}, True),
    ("measures_csv", "", {}, True),
    ("measures_xlsx", "", {}, True),
    ("measure", "measure", {}, True),
    ("concept_start", "", {}, False),
    ("concept_settings", "", {}, False),
    ("edition", "edition", {}, False),
    ("download_add", "edition", {}, False),
    ("entries", "edition", {"slug": "leitlinien"}, True),
    ("entry_add", "edition", {"slug": "entstehung"}, False),
    ("entry_edit", "entry", {"slug": "leitlinien"}, False),
    ("entry_delete", "entry", {"slug": "leitlinien"}, False),
    ("attachment_add", "measure", {}, True),
    ("attachment_delete", "attachment", {}, True),
    ("report_add", "measure", {}, True),
    ("report_edit", "report", {}, True),
    ("report_delete", "report", {}, False),
    ("field_add", "edition", {}, True),
    ("topic_add", "field", {}, True),
    ("goal_add", "field", {}, True),
    ("goal_add_to_topic", "topic", {}, True),
    ("measure_add", "field", {}, True),
    ("measure_add_to_topic", "topic", {}, True),
    ("measure_add_to_goal", "goal", {}, True),
    ("measure_line", "measure", {}, True),
    ("topic_move", "topic", {}, True),
    ("goal_move", "goal", {}, True),
    ("measure_move", "measure", {}, True),
    *(
        (f"{kind}_{page}", kind, {}, is_open)
        for kind in ("field", "topic", "goal", "measure")
        for page, is_open in (("edit", True), ("delete", False))
    ),
    *(
        ("item_history", kind, {"slug": slug}, True)
        for kind, slug in (
            ("field", "felder"),
            ("topic", "themen"),
            ("goal", "ziele"),
            ("measure", "massnahmen"),
        )
    ),
]
# what changes things; GET is refused
POSTS = [
    ("plan_order", "", False),
    ("version_restore", "version", True),
    ("edition_publish", "edition", False),
    ("edition_withdraw", "edition", False),
    ("entry_shift", "entry", False),
    ("attachment_publish", "attachment", False),
    ("report_publish", "report", False),
    ("report_withdraw", "report", False),
    *((f"{kind}_publish", kind, False) for kind in ("field", "topic", "goal", "measure")),
    *((f"{kind}_withdraw", kind, False) for kind in ("field", "topic", "goal", "measure")),
    *((f"{kind}_draft", kind, True) for kind in ("field", "topic", "goal", "measure")),
]


def address(town, keys, name, key, more=None):
    parts = {"pk": keys[key]} if key else {}
    return reverse(f"workspace:{name}", kwargs={"town": town.slug, **parts, **(more or {})})


def _slug(name):
    return {"slug": "leitlinien"} if name.startswith("entry_") else {}


@pytest.mark.parametrize(("name", "key", "more", "is_open"), PAGES)
def test_a_page_opens_for_those_who_may_see_it(
    town, keys, name, key, more, is_open, as_coordinator, as_editor
):
    url = address(town, keys, name, key, more)
    expected = 302 if name == "plan_branch" else 200
    assert as_coordinator.get(url).status_code == expected
    assert as_editor.get(url).status_code == (expected if is_open else 403)


@pytest.mark.parametrize(("name", "key", "more", "is_open"), PAGES)
def test_a_page_is_not_there_for_another_town(town, keys, name, key, more, is_open, as_stranger):
    url = address(town, keys, name, key, more)
    assert as_stranger.get(url).status_code == 404
    if key:
        elsewhere = url.replace("/teststadt/", "/fremdstadt/")
        # The history of a foreign key is as empty as that of an unknown one.
        assert as_stranger.get(elsewhere).status_code == 404
        if not name.endswith(("_csv", "_xlsx")):
            assert as_stranger.post(elsewhere).status_code in (404, 405)


@pytest.mark.parametrize(("name", "key", "is_open"), POSTS)
def test_what_changes_something_wants_a_post_and_the_right(
    town, keys, name, key, is_open, as_editor, as_coordinator
):
    url = address(town, keys, name, key, _slug(name))
    assert as_coordinator.get(url).status_code == 405
    if name == "plan_order":
        return
    assert (as_editor.post(url).status_code == 403) is not is_open
    assert as_coordinator.post(url).status_code in (200, 302)


@pytest.mark.parametrize(("name", "key", "is_open"), POSTS)
def test_nobody_changes_another_towns_things(town, keys, name, key, is_open, as_stranger):
    url = address(town, keys, name, key, _slug(name))
    assert as_stranger.post(url).status_code == 404
    assert as_stranger.post(url.replace("/teststadt/", "/fremdstadt/")).status_code == 404


def test_an_unknown_kind_or_list_is_not_found(town, keys, as_coordinator):
    for name in ("item_history", "conflict"):
        url = address(town, keys, name, "measure", {"slug": "quatsch"})
        assert as_coordinator.get(url).status_code == 404
    url = address(town, keys, "entries", "edition", {"slug": "quatsch"})
    assert as_coordinator.get(url).status_code == 404


FORMS = [
    ("report_add", "measure", {}),
    ("report_edit", "report", {}),
    ("goal_add", "field", {}),
    ("measure_move", "measure", {}),
    ("goal_delete", "goal", {}),
    ("concept_settings", "", {}),
    ("edition", "edition", {}),
    ("entry_add", "edition", {"slug": "entstehung"}),
    ("entry_edit", "entry", {"slug": "leitlinien"}),
    ("attachment_add", "measure", {}),
    ("field_edit", "field", {}),
]
NAMES = [
    *("title", "number", "status", "reported_on", "note", "author", "to", "children", "based_on"),
    *("label", "valid_from", "adopted_on", "field_name", "question", "date_text", "weiter"),
]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(page=st.sampled_from(FORMS), data=st.dictionaries(st.sampled_from(NAMES), st.text()))
def test_no_text_breaks_a_form(town, keys, as_coordinator, page, data):
    url = address(town, keys, *page)
    assert as_coordinator.post(url, data).status_code in (200, 302, 404)
