"""The workspace's pages of several editions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from miteinander.concept.actions import next_edition, plan, succession
from miteinander.concept.choices import Status, Succession
from miteinander.concept.models import Edition, Measure, MeasureSuccession
from tests import factories
from tests.concept.actions.test_next_edition import DECISION, whole_edition
from tests.queries import questions


def address(town, name, **parts):
    return reverse(f"workspace:{name}", kwargs={"town": town.slug, **parts})


@pytest.fixture
def old(in_town):
    return whole_edition(in_town, measures=3)


@pytest.fixture
def new(old, coordinator):
    return next_edition.draft(old, label="2027 bis 2032", by=coordinator)


def test_the_coordinator_drafts_the_next_edition_and_lands_where_it_is_decided(
    in_town, old, as_coordinator
):
    url = address(in_town, "edition_next", pk=old.pk)
    assert "beginnt als Kopie" in as_coordinator.get(url).text
    page = as_coordinator.post(url, {"label": "2027"}, follow=True)
    made = Edition.objects.get(label="2027")
    assert page.redirect_chain[-1][0] == address(in_town, "succession", pk=made.pk)
    assert "3 offen" in page.text
    again = as_coordinator.post(url, {"label": "2028"})
    assert "schon einen Entwurf" in again.text


def test_a_decision_is_made_for_all_that_are_ticked(in_town, old, new, as_coordinator):
    url = address(in_town, "succession", pk=new.pk)
    keys = [one.pk for one in Measure.objects.filter(edition=old)]
    sent = {"vorher": keys[:2], "was": "ends", "grund": "Ist erreicht."}
    page = as_coordinator.post(url, sent, follow=True)
    assert "Festgehalten für 2: entfällt." in page.text
    assert MeasureSuccession.objects.filter(kind="ends", reason="Ist erreicht.").count() == 2
    page = as_coordinator.post(url, {"unveraenderte": "1"}, follow=True)
    assert "alles entschieden" in page.text


def test_without_a_tick_or_a_reason_the_page_says_what_is_missing(
    in_town, old, new, as_coordinator
):
    url = address(in_town, "succession", pk=new.pk)
    one = Measure.objects.filter(edition=old)[0]
    page = as_coordinator.post(url, {"was": "continues"}, follow=True)
    assert "haken Sie zuerst an" in page.text
    page = as_coordinator.post(url, {"was": "ends", "vorher": one.pk}, follow=True)
    assert "begründen" in page.text
    page = as_coordinator.post(url, {"was": "new", "vorher": one.pk, "grund": "x"}, follow=True)
    assert "vorher nicht gab" in page.text


def test_all_that_are_open_go_on_for_one_reason_and_what_was_decided_stays(
    in_town, old, new, as_coordinator
):
    url = address(in_town, "succession", pk=new.pk)
    first, *others = Measure.objects.filter(edition=old).order_by("pk")
    as_coordinator.post(url, {"vorher": first.pk, "was": "ends", "grund": "Ist erreicht."})
    sent = {"alle": "1", "was": "continues", "grund": "Hat sich bewährt."}
    page = as_coordinator.post(url, sent, follow=True)
    assert f"Festgehalten für {len(others)}: wird fortgeführt." in page.text
    decided = MeasureSuccession.objects.filter(reason="Hat sich bewährt.")
    assert set(decided.values_list("predecessor", flat=True)) == {one.pk for one in others}
    assert MeasureSuccession.objects.get(predecessor=first).kind == Succession.ENDS


def test_of_all_that_are_open_the_page_chooses_by_its_filter(in_town, old, new, as_coordinator):
    factories.measure(factories.field(new, "Neues Feld"), "Neu dabei")
    url = f"{address(in_town, 'succession', pk=new.pk)}?art=new"
    sent = {"alle": "1", "was": "new", "grund": "Wunsch des Beirats."}
    page = as_coordinator.post(url, sent, follow=True)
    assert "Festgehalten für 1: ist neu." in page.text
    assert MeasureSuccession.objects.exclude(kind="").get().successor.title == "Neu dabei"


def test_merging_asks_into_which_one(in_town, old, new, as_coordinator):
    keys = [one.pk for one in Measure.objects.filter(edition=old).order_by("pk")]
    url = address(in_town, "succession", pk=new.pk)
    page = as_coordinator.post(
        url, {"vorher": keys[:2], "was": "merges", "grund": "Eins."}, follow=True
    )
    assert "Zusammengelegt wird in" in page.text
    into = MeasureSuccession.objects.get(predecessor=keys[0]).successor
    there = page.redirect_chain[-1][0]
    page = as_coordinator.post(there, {"into": into.pk, "grund": "Eins."}, follow=True)
    assert "Zusammengelegt in" in page.text
    assert MeasureSuccession.objects.filter(kind=Succession.MERGES, successor=into).count() == 2


def test_splitting_asks_for_titles(in_town, old, new, as_coordinator):
    one = Measure.objects.filter(edition=old)[0]
    url = address(in_town, "succession", pk=new.pk)
    page = as_coordinator.post(url, {"vorher": one.pk, "was": "splits"}, follow=True)
    there = page.redirect_chain[-1][0]
    sent = {"titles": "Erster Teil\n\nZweiter Teil", "grund": "Zu groß."}
    page = as_coordinator.post(there, sent, follow=True)
    assert "ist geteilt" in page.text
    assert Measure.objects.filter(edition=new, title="Zweiter Teil").exists()


def test_the_page_shows_what_is_open_and_what_contradicts(
    in_town, old, new, as_coordinator, coordinator
):
    one = Measure.objects.filter(edition=old)[0]
    succession.carry_on(new, [one], Succession.CONTINUES, "", by=coordinator)
    copy = one.onward.get().successor
    plan.change(copy, {"title": "Ein anderer Titel"}, based_on=1, by=coordinator)
    url = address(in_town, "succession", pk=new.pk)
    odd = as_coordinator.get(f"{url}?art=widerspruch").text
    assert "Ein anderer Titel" in odd
    assert "anders ist: Titel" in odd
    assert "Ein anderer Titel" not in as_coordinator.get(f"{url}?art=offen").text


def test_an_edition_without_one_before_is_not_updated(in_town, old, as_coordinator):
    for name, status in (("succession", 409), ("edition_comparison_csv", 200)):
        page = as_coordinator.get(address(in_town, name, pk=old.pk), follow=True)
        assert page.status_code == status
        assert "gibt es keine" in page.text


def test_adopting_asks_to_be_sure(in_town, old, as_coordinator):
    url = address(in_town, "edition_adopt", pk=old.pk)
    sent = {"adopted_on": "2026-03-01", "adopted_by": "Rat", "paper_number": ""}
    assert as_coordinator.post(url, sent).status_code == 200
    page = as_coordinator.post(url, {**sent, "is_sure": "on"}, follow=True)
    assert "festgeschrieben" in page.text
    assert Edition.objects.get().is_adopted


def test_pages_of_an_adopted_edition_offer_no_editing_and_refuse_it(
    in_town, old, as_coordinator, coordinator
):
    measure = Measure.objects.filter(edition=old)[0]
    next_edition.adopt(old, DECISION, by=coordinator)
    edit_url = address(in_town, "measure_edit", pk=measure.pk)
    assert edit_url not in as_coordinator.get(address(in_town, "measure", pk=measure.pk)).text
    assert "Bearbeiten" not in as_coordinator.get(address(in_town, "plan")).text
    for answer in (
        as_coordinator.get(edit_url),
        as_coordinator.post(edit_url, {"title": "X", "based_on": "1"}),
        as_coordinator.post(address(in_town, "measure_withdraw", pk=measure.pk)),
        as_coordinator.get(address(in_town, "entry_add", pk=old.pk, slug="leitlinien")),
    ):
        assert answer.status_code == 409
        assert "ist beschlossen und bleibt, wie sie ist" in answer.text


def test_a_refused_change_leaves_nothing_behind(in_town, old, as_coordinator, coordinator):
    measure = Measure.objects.filter(edition=old)[0]
    next_edition.adopt(old, DECISION, by=coordinator)
    url = address(in_town, "measure_edit", pk=measure.pk)
    as_coordinator.post(url, {"title": "X", "based_on": "1"})
    assert not Measure.objects.filter(title="X").exists()


def test_people_work_with_the_edition_that_is_public_until_they_choose_another(
    in_town, old, new, as_coordinator
):
    table = address(in_town, "measures")
    assert old.label in as_coordinator.get(address(in_town, "plan")).text
    as_coordinator.get(f"{address(in_town, 'plan')}?fassung={new.pk}")
    copy = Measure.objects.filter(edition=new)[0]
    assert address(in_town, "measure", pk=copy.pk) in as_coordinator.get(table).text


def test_the_successor_shows_the_reports_of_the_edition_before(in_town, old, new, as_coordinator):
    before = Measure.objects.filter(edition=old)[0]
    factories.report(before, Status.PAUSED, note="Die Stelle ist frei.")
    after = before.onward.get().successor
    page = as_coordinator.get(address(in_town, "measure", pk=after.pk)).text
    assert "Vorherige Fassung" in page
    assert "Die Stelle ist frei." in page
    page = as_coordinator.get(address(in_town, "measure", pk=before.pk)).text
    assert address(in_town, "measure", pk=after.pk) in page


def test_the_comparison_is_a_page_and_a_table(in_town, old, new, as_coordinator, coordinator):
    copy = Measure.objects.filter(edition=new)[0]
    plan.change(copy, {"title": "Neuer Name"}, based_on=1, by=coordinator)
    page = as_coordinator.get(address(in_town, "edition_comparison", pk=new.pk)).text
    assert "Name</ins>" in page
    table = as_coordinator.get(
        address(in_town, "edition_comparison_csv", pk=new.pk) + "?art=changes"
    ).content.decode("utf-8-sig")
    assert [line for line in table.splitlines() if "Neuer Name" in line]
    assert len(table.splitlines()) == 2
    sheet = as_coordinator.get(address(in_town, "edition_comparison_xlsx", pk=new.pk))
    assert sheet.content[:2] == b"PK"


def test_an_edition_opens_as_it_was_on_a_day(in_town, old, as_coordinator, coordinator):
    measure = Measure.objects.filter(edition=old)[0]
    plan.change(measure, {"title": "Seit heute so"}, based_on=1, by=coordinator)
    today = timezone.localdate().isoformat()
    page = as_coordinator.get(address(in_town, "edition_as_of", pk=old.pk, day=today)).text
    assert "Seit heute so" in page
    page = as_coordinator.get(address(in_town, "edition_as_of", pk=old.pk, day="2001-01-01")).text
    assert "noch nicht" in page
    chosen = as_coordinator.get(address(in_town, "edition_days", pk=old.pk), {"tag": today})
    assert chosen.url == address(in_town, "edition_as_of", pk=old.pk, day=today)
    wrong = address(in_town, "edition_as_of", pk=old.pk, day="gestern")
    assert as_coordinator.get(wrong).status_code == 404


@pytest.mark.parametrize("name", ["succession", "edition_comparison", "edition_as_of", "editions"])
def test_pages_ask_as_much_for_one_measure_as_for_three(in_town, as_coordinator, coordinator, name):
    asked = []
    for number in (1, 3):
        new = next_edition.draft(
            whole_edition(in_town, measures=number), label="neu", by=coordinator
        )
        parts = {} if name == "editions" else {"pk": new.pk}
        if name == "edition_as_of":
            parts["day"] = timezone.localdate().isoformat()
        as_coordinator.get(address(in_town, name, **parts))
        with CaptureQueriesContext(connection) as captured:
            assert as_coordinator.get(address(in_town, name, **parts)).status_code == 200
        asked.append(len(questions(captured)))
    assert asked[0] == asked[1]
