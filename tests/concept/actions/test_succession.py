"""What becomes of each measure in the next edition."""

import pytest

from miteinander.concept.actions import deletion, next_edition, plan, succession
from miteinander.concept.choices import ItemKind, Status, Succession
from miteinander.concept.models import Field, Measure, MeasureSuccession
from miteinander.concept.queries.comparison import compared
from miteinander.concept.queries.succession import undecided
from miteinander.kernel.errors import NotAllowed, NotPossible
from tests import factories


@pytest.fixture
def old(in_town):
    edition = factories.edition(in_town)
    field = factories.field(edition)
    for title in ("Sprachcafé", "Sprachkurs", "Lotsen"):
        factories.report(factories.measure(field, title), Status.STARTED)
    return edition


@pytest.fixture
def new(old, coordinator):
    return next_edition.draft(old, label="2027", by=coordinator)


def before(title):
    return Measure.objects.order_by("pk").filter(title=title)[0]


def lines(old, new):
    """Kind and contradiction by the title of the measure before, or after where it is new."""
    found = [line for part in compared(old, new) or [] for line in part.lines]
    measures = [line for line in found if line.level == ItemKind.MEASURE]
    return [((line.before or line.after).title, line.kind, line.contradiction) for line in measures]


def test_many_measures_are_decided_at_once(old, new, coordinator):
    assert undecided(new) == 3
    all_of_them = list(Measure.objects.filter(edition=old))
    succession.carry_on(new, all_of_them, Succession.CONTINUES, "", by=coordinator)
    assert undecided(new) == 0
    assert {line.kind for line in MeasureSuccession.objects.all()} == {Succession.CONTINUES}


def test_whatever_does_not_simply_continue_needs_a_reason(old, new, coordinator):
    one, other = before("Sprachcafé"), before("Sprachkurs")
    for refused in (
        lambda: succession.carry_on(new, [one], Succession.CHANGES, "", by=coordinator),
        lambda: succession.end(new, [one], "", by=coordinator),
        lambda: succession.split(new, one, ["Zwei"], "", by=coordinator),
        lambda: succession.merge(new, [one, other], one.onward.get().successor, "", by=coordinator),
    ):
        with pytest.raises(NotPossible, match="begründen"):
            refused()


def test_what_is_said_and_what_stands_there_are_held_against_each_other(old, new, coordinator):
    one, other = before("Sprachcafé"), before("Sprachkurs")
    succession.carry_on(new, [one], Succession.CONTINUES, "", by=coordinator)
    succession.carry_on(new, [other], Succession.CHANGES, "Mehr Orte", by=coordinator)
    copy = one.onward.get().successor
    plan.change(copy, {"title": "Sprachtreff"}, based_on=1, by=coordinator)
    found = {title: contradiction for title, _, contradiction in lines(old, new)}
    assert "anders ist: Titel" in found["Sprachcafé"]
    assert "dasselbe" in found["Sprachkurs"]
    assert found["Lotsen"] == ""


def test_another_number_alone_is_no_change(old, new, coordinator):
    one = before("Sprachcafé")
    succession.carry_on(new, [one], Succession.CONTINUES, "", by=coordinator)
    plan.change(one.onward.get().successor, {"number": "9.9"}, based_on=1, by=coordinator)
    assert ("Sprachcafé", Succession.CONTINUES, "") in lines(old, new)


def test_a_measure_that_ends_leaves_the_new_edition_and_can_continue_again(old, new, coordinator):
    one = before("Lotsen")
    succession.end(new, [one], "Die Förderung läuft aus.", by=coordinator)
    assert not Measure.objects.filter(edition=new, title="Lotsen").exists()
    assert ("Lotsen", Succession.ENDS, "") in lines(old, new)
    succession.carry_on(new, [one], Succession.CONTINUES, "", by=coordinator)
    again = Measure.objects.get(edition=new, title="Lotsen")
    assert (again.position, again.status) == (3, Status.STARTED)
    assert one.onward.get().successor == again


def test_two_measures_become_one(old, new, coordinator):
    one, other = before("Sprachcafé"), before("Sprachkurs")
    into = one.onward.get().successor
    succession.merge(new, [one, other], into, "Beide gehören zusammen.", by=coordinator)
    assert Measure.objects.filter(edition=new).count() == 2
    assert [line.predecessor for line in into.origins.all()] == [one, other]
    into.refresh_from_db()
    assert into.status == ""
    merged = [line for line in lines(old, new) if line[1] == Succession.MERGES]
    assert [title for title, _, _ in merged] == ["Sprachcafé", "Sprachkurs"]


def test_a_merged_measure_can_continue_on_its_own_again(old, new, coordinator):
    one, other = before("Sprachcafé"), before("Sprachkurs")
    into = one.onward.get().successor
    succession.merge(new, [one, other], into, "Beide.", by=coordinator)
    succession.carry_on(new, [other], Succession.CONTINUES, "", by=coordinator)
    assert other.onward.get().successor.title == "Sprachkurs"
    assert "nur noch eine beteiligt" in lines(old, new)[0][2]


def test_one_measure_becomes_three(old, new, coordinator):
    one = before("Lotsen")
    titles = ["Lotsen im Betrieb", "Lotsen in der Schule"]
    parts = succession.split(new, one, titles, "Zwei Wege mehr.", by=coordinator)
    assert [part.title for part in parts] == titles
    assert one.onward.filter(kind=Succession.SPLITS).count() == 3
    assert [kind for title, kind, _ in lines(old, new) if title == "Lotsen"] == ["splits"] * 3
    with pytest.raises(NotPossible, match="in mehrere geteilt"):
        succession.carry_on(new, [one], Succession.CONTINUES, "", by=coordinator)


def test_a_new_measure_is_open_until_somebody_says_why(old, new, coordinator):
    field = Field.objects.get(edition=new)
    made = plan.add(
        ItemKind.MEASURE, field, {"title": "Garten", "number": "", "description": ""},
        by=coordinator, is_draft=False,
    )  # fmt: skip
    assert undecided(new) == 4
    succession.introduce(new, [made], "Wünschen sich viele.", by=coordinator)
    assert undecided(new) == 3
    assert ("Garten", Succession.NEW, "") in lines(old, new)
    copy = before("Lotsen").onward.get().successor
    with pytest.raises(NotPossible, match="nicht neu"):
        succession.introduce(new, [copy], "Wirklich?", by=coordinator)


def test_deleting_a_copy_by_hand_leaves_its_measure_undecided(old, new, coordinator):
    one = before("Lotsen")
    succession.carry_on(new, [one], Succession.CONTINUES, "", by=coordinator)
    deletion.delete(one.onward.get().successor, based_on=1, by=coordinator)
    assert undecided(new) == 3
    assert ("Lotsen", Succession.ENDS, "") in lines(old, new)


def test_nothing_of_another_edition_is_decided(old, new, coordinator, in_town):
    other = factories.measure(factories.field(factories.edition(in_town)))
    with pytest.raises(NotPossible, match="Fassung davor"):
        succession.carry_on(new, [other], Succession.CONTINUES, "", by=coordinator)
    with pytest.raises(NotPossible, match="gibt es keine"):
        succession.end(old, [before("Lotsen")], "Schluss.", by=coordinator)


def test_an_editor_decides_nothing(old, new, editor):
    with pytest.raises(NotAllowed):
        succession.end(new, [before("Lotsen")], "Schluss.", by=editor)


def test_a_way_leads_over_several_editions(old, new, coordinator):
    all_of_them = list(Measure.objects.filter(edition=old))
    succession.carry_on(new, all_of_them, Succession.CONTINUES, "", by=coordinator)
    third = next_edition.draft(new, label="2033", by=coordinator)
    middle = before("Lotsen").onward.get().successor
    succession.end(third, [middle], "Erreicht.", by=coordinator)
    assert ("Lotsen", Succession.ENDS, "") in lines(old, third)
    assert ("Sprachkurs", Succession.CONTINUES, "") in lines(old, third)
