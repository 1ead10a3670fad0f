"""Correcting what was recognised before it is taken over."""

import pytest

from miteinander.accounts.queries import actor_in
from miteinander.concept.actions.imports import documents, proposals, shaping
from miteinander.concept.actions.imports.taking_over import take_over
from miteinander.concept.models import Field, Goal, Measure, Proposal
from miteinander.concept.queries import imports
from miteinander.kernel.errors import NotAllowed, NotPossible
from tests import factories


@pytest.fixture
def document(handed_in):
    return handed_in()


def entry(number: str) -> Proposal:
    return Proposal.objects.select_related("document", "parent").get(number=number)


def corrected(proposal: Proposal, **values):
    texts = {name: getattr(proposal, name) for name in ("number", "title", "description")}
    return {**texts, **values}


def test_a_correction_is_what_is_taken_over(document, coordinator):
    one = entry("1.1.2")
    values = corrected(one, title="Abendkurse", status="planned", responsible=["Neue Stelle"])
    proposals.correct(one, values, based_on=1, by=coordinator)
    take_over(document, by=coordinator)
    measure = Measure.objects.get(number="1.1.2")
    assert (measure.title, measure.status) == ("Abendkurse", "planned")
    assert [str(one.organisation) for one in measure.responsibilities.all()] == ["Neue Stelle"]


def test_the_second_of_two_people_is_told_and_loses_nothing(document, coordinator, town):
    dora = actor_in(factories.coordinator(town, "Dora"), town)
    one = entry("1.1.2")
    proposals.correct(one, corrected(one, title="Von Alice"), based_on=1, by=coordinator)
    with pytest.raises(proposals.ProposalConflictError) as conflict:
        proposals.correct(one, corrected(one, title="Von Dora"), based_on=1, by=dora)
    assert conflict.value.current.title == "Von Alice"
    assert entry("1.1.2").title == "Von Alice"


def test_what_is_left_out_is_not_taken_over_nor_what_hangs_below(document, coordinator):
    proposals.leave_out(entry("1.1"), by=coordinator)
    take_over(document, by=coordinator)
    assert list(Goal.objects.values_list("number", flat=True)) == ["2.1"]
    assert list(Measure.objects.values_list("number", flat=True)) == ["2.1.1"]


def test_what_was_left_out_can_be_brought_back(document, coordinator):
    proposals.leave_out(entry("1.1.1"), by=coordinator)
    proposals.bring_back(entry("1.1.1"), by=coordinator)
    take_over(document, by=coordinator)
    assert Measure.objects.filter(number="1.1.1").exists()


def test_entries_change_places(document, coordinator):
    proposals.shift(entry("1.1.2"), -1, by=coordinator)
    take_over(document, by=coordinator)
    goal = Goal.objects.get(number="1.1")
    assert list(goal.measures.values_list("number", flat=True)) == ["1.1.2", "1.1.1"]


def test_the_first_entry_stays_where_it_is_when_moved_up(document, coordinator):
    proposals.shift(entry("1.1.1"), -1, by=coordinator)
    assert entry("1.1.1").position < entry("1.1.2").position


def test_an_entry_moves_below_another_goal(document, coordinator):
    proposals.place(entry("1.1.2"), "measure", entry("2.1"), by=coordinator)
    take_over(document, by=coordinator)
    measure = Measure.objects.get(number="1.1.2")
    assert measure.goal == Goal.objects.get(number="2.1")
    assert measure.field == Field.objects.get(number="2")


def test_a_goal_becomes_a_measure_and_its_measures_go_up(document, coordinator):
    proposals.place(entry("1.1"), "measure", entry("1"), by=coordinator)
    assert entry("1.1").kind == "measure"
    assert entry("1.1.1").parent == entry("1")


def test_a_field_that_becomes_a_goal_takes_its_goals_to_the_other_field(document, coordinator):
    proposals.place(entry("2"), "goal", entry("1"), by=coordinator)
    assert entry("2.1").parent == entry("1")
    take_over(document, by=coordinator)
    assert list(Goal.objects.values_list("number", flat=True).order_by("number")) == [
        "1.1",
        "2",
        "2.1",
    ]


@pytest.mark.parametrize(("kind", "below"), [("topic", "1.1"), ("goal", None), ("field", "1")])
def test_impossible_places_are_refused(document, coordinator, kind, below):
    with pytest.raises(NotPossible, match="Dort kann"):
        proposals.place(entry("1.1.1"), kind, entry(below) if below else None, by=coordinator)


def test_an_entry_is_never_hung_below_itself(document, coordinator):
    with pytest.raises(NotPossible):
        proposals.place(entry("1"), "goal", entry("1"), by=coordinator)


def test_merging_keeps_every_word_and_institution(document, coordinator):
    into = shaping.merge(entry("1.1.2"), by=coordinator)
    assert into.number == "1.1.1"
    assert "Kurse am Abend" in into.description
    assert into.values["responsible"] == ["Volkshochschule", "Caritasverband"]
    assert not Proposal.objects.filter(number="1.1.2").exists()


def test_merging_a_broken_title_joins_it(document, coordinator):
    Proposal.objects.filter(number="1.1.2").update(title="und im Bürgerhaus")
    into = shaping.merge(entry("1.1.2"), by=coordinator)
    assert into.title == "Sprachcafé im Rathaus und im Bürgerhaus"


def test_merging_goals_keeps_the_measures_of_both(handed_in, coordinator):
    handed_in(
        "1. Handlungsfeld Sprache\n\nZiel 1.1 Erstes Ziel\n\nMaßnahme 1 Eine Sache\n"
        "Zuständig: Amt\n\nZiel 1.2 Zweites Ziel\n\nMaßnahme 2 Andere Sache\nZuständig: Amt\n"
    )
    into = shaping.merge(entry("1.2"), by=coordinator)
    assert [one.number for one in into.children.all()] == ["1", "2"]


def test_the_first_entry_cannot_be_merged_with_one_before(document, coordinator):
    with pytest.raises(NotPossible, match="Davor"):
        shaping.merge(entry("1.1.1"), by=coordinator)


def test_splitting_makes_two_entries_of_one(document, coordinator):
    one = entry("1.1.2")
    text = "Montags im Rathaus. Ein Fahrdienst holt alle ab. Er ist kostenlos."
    proposals.correct(one, corrected(one, description=text), based_on=1, by=coordinator)
    made = shaping.split(entry("1.1.2"), 2, "measure", by=coordinator)
    assert (made.title, made.description) == ("Ein Fahrdienst holt alle ab.", "Er ist kostenlos.")
    assert entry("1.1.2").description == "Montags im Rathaus."
    row = Proposal.objects.filter(parent=one.parent).values_list("title", flat=True)
    assert list(row) == ["Sprachcafé im Rathaus", "Kurse am Abend", "Ein Fahrdienst holt alle ab."]


def test_a_passage_that_was_not_placed_becomes_an_entry(document, coordinator):
    document.unplaced = [
        {"line": 8, "last_line": 9, "text": "Ein Lotsendienst hilft. Er ist neu.", "reason": "?"}
    ]
    document.save()
    made = shaping.admit(document, 8, "measure", by=coordinator)
    assert (made.title, made.description) == ("Ein Lotsendienst hilft.", "Er ist neu.")
    assert made.parent == entry("1.1")
    document.refresh_from_db()
    assert document.unplaced == []
    with pytest.raises(NotPossible, match="schon zugeordnet"):
        shaping.admit(document, 8, "measure", by=coordinator)


def test_only_the_coordination_corrects(document, editor):
    one = entry("1.1.2")
    for attempt in (
        lambda: proposals.correct(one, corrected(one), based_on=1, by=editor),
        lambda: proposals.leave_out(one, by=editor),
        lambda: proposals.bring_back(one, by=editor),
        lambda: proposals.shift(one, 1, by=editor),
        lambda: proposals.place(one, "measure", entry("2.1"), by=editor),
        lambda: shaping.merge(one, by=editor),
        lambda: shaping.split(one, 1, "measure", by=editor),
        lambda: shaping.admit(document, 1, "goal", by=editor),
        lambda: shaping.dismiss(document, 1, by=editor),
        lambda: documents.drop(document, by=editor),
        lambda: documents.read_again(document, by=editor),
        lambda: take_over(document, by=editor),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_nothing_is_corrected_after_it_was_taken_over(document, coordinator):
    one = entry("1.1.2")
    take_over(document, by=coordinator)
    with pytest.raises(NotPossible, match="schon ins Konzept übernommen"):
        proposals.leave_out(one, by=coordinator)


def test_the_tree_costs_the_same_for_many_entries(
    handed_in, coordinator, django_assert_num_queries
):
    take_over(handed_in(), by=coordinator)
    document = handed_in()
    with django_assert_num_queries(7):
        imports.tree(document)
    Proposal.objects.bulk_create(
        Proposal(
            municipality=document.municipality, document=document, kind="field", title=f"Feld {n}"
        )
        for n in range(50)
    )
    with django_assert_num_queries(7):
        imports.tree(document)
