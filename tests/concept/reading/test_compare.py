"""A second import proposes what changed and does not double the plan."""

from hypothesis import given, settings
from hypothesis import strategies as st

from miteinander.concept.reading import KnownItem, compare, known_items
from miteinander.concept.reading.assignment import best_pairs
from miteinander.concept.reading.model import Field, Goal, Measure, Reading, Source

from . import documents as d


def proposals(old: str, new: str) -> list[tuple[str, str, str, list[str]]]:
    """Everything but what stays: change, kind, title, attributes."""
    known = known_items(d.read(old))
    titles = {item.key: item.title for item in known}
    return [
        (
            c.change,
            c.kind,
            c.item.title if c.item else titles[c.key or ""],
            [x.attribute for x in c.differences],
        )
        for c in compare(known, d.read(new))
        if c.change != "unchanged"
    ]


def test_the_same_document_proposes_nothing() -> None:
    for text in (d.NUMBERED_GOALS, d.AREAS, d.REGISTER, d.FORMS, d.RECOMMENDATIONS):
        assert proposals(text, text) == []


def test_a_renamed_measure_is_a_change() -> None:
    new = d.NUMBERED_GOALS.replace("Eine Liste aller Kurse", "Ein Verzeichnis der Angebote")
    assert proposals(d.NUMBERED_GOALS, new) == [
        ("change", "measure", "Ein Verzeichnis der Angebote", ["title"])
    ]


def test_an_insertion_that_shifts_numbers_is_one_addition() -> None:
    new = d.NUMBERED_GOALS.replace(
        "Maßnahme 2.1 Eine Liste aller Kurse\nMaßnahme 2.2 Beratung",
        "Maßnahme 2.1 Eine Fahrradwerkstatt\nMaßnahme 2.2 Eine Liste aller Kurse\n"
        "Maßnahme 2.3 Beratung",
    )
    assert proposals(d.NUMBERED_GOALS, new) == [
        ("addition", "measure", "Eine Fahrradwerkstatt", []),
        ("change", "measure", "Eine Liste aller Kurse", ["number"]),
        ("change", "measure", "Beratung an zwei Nachmittagen", ["number"]),
    ]


def test_a_moved_measure_is_a_change_of_its_parent() -> None:
    line = "Maßnahme 1.2 Elterncafé in der Grundschule am Bach\n"
    new = d.NUMBERED_GOALS.replace(line, "").replace(
        "Maßnahme 2.1", "Maßnahme 2.3 Elterncafé in der Grundschule am Bach\nMaßnahme 2.1"
    )
    found = proposals(d.NUMBERED_GOALS, new)
    assert (
        "change",
        "measure",
        "Elterncafé in der Grundschule am Bach",
        ["number", "parent"],
    ) in found
    assert len(found) == 1


def test_a_removal_and_a_repaired_wording() -> None:
    new = d.NUMBERED_GOALS.replace("Maßnahme 2.2 Beratung an zwei Nachmittagen\n", "").replace(
        "Ausbildungsmesse", "Ausbildungs-\nmesse"
    )
    assert proposals(d.NUMBERED_GOALS, new) == [
        ("removal", "measure", "Beratung an zwei Nachmittagen", [])
    ]


def test_what_the_document_does_not_say_is_no_change() -> None:
    known = [
        KnownItem("f", "field", None, "1", "Wohnen"),
        KnownItem("m", "measure", "f", None, "Eine Beratung.", {"responsible": ["Caritas"]}),
    ]
    reading = d.read("Handlungsfeld 1: Wohnen\nMaßnahmen\n- Eine Beratung.\n")
    assert {c.change for c in compare(known, reading)} == {"unchanged"}


def test_the_best_pairing_is_not_the_first() -> None:
    worth = {(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}
    assert best_pairs(worth) == {(0, 1), (1, 0)}


TITLES = st.text("abcdefg äöß", min_size=1, max_size=30)
MEASURES = st.builds(
    Measure, st.none() | st.sampled_from(["1", "2", "3"]), TITLES, st.just(1), st.just(1)
)
GOALS = st.builds(
    Goal, st.none(), TITLES, st.just(1), st.just(1), st.lists(MEASURES, max_size=4).map(tuple)
)
FIELDS = st.builds(
    Field,
    st.none(),
    TITLES,
    st.just(1),
    st.just(1),
    st.lists(GOALS, max_size=3).map(tuple),
    st.lists(MEASURES, max_size=4).map(tuple),
)


def reading_of(fields: list[Field]) -> Reading:
    return Reading(Source("x", "txt", ""), "x", tuple(fields))


@settings(max_examples=60, deadline=None)
@given(st.lists(FIELDS, max_size=4))
def test_any_tree_compared_with_itself_proposes_nothing(fields: list[Field]) -> None:
    reading = reading_of(fields)
    assert {c.change for c in compare(known_items(reading), reading)} <= {"unchanged"}


@settings(max_examples=60, deadline=None)
@given(st.lists(FIELDS, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_siblings_adds_and_removes_nothing(
    fields: list[Field], random: object
) -> None:
    shuffled = [
        Field(f.number, f.title, 1, 1, f.goals[::-1], f.measures[::-1]) for f in reversed(fields)
    ]
    changes = compare(known_items(reading_of(fields)), reading_of(shuffled))
    assert not [c for c in changes if c.change in ("addition", "removal")]


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.01, 1), max_size=12
    )
)
def test_no_other_pairing_is_worth_more(worth: dict[tuple[int, int], float]) -> None:
    def best(pairs: list[tuple[int, int]]) -> float:
        if not pairs:
            return 0.0
        (row, column), rest = pairs[0], pairs[1:]
        free = [p for p in rest if p[0] != row and p[1] != column]
        return max(best(rest), worth[pairs[0]] + best(free))

    assert sum(worth[pair] for pair in best_pairs(worth)) >= best(list(worth)) - 1e-9


def test_a_long_list_with_new_titles_keeps_its_numbers() -> None:
    def plan(words: str) -> Reading:
        measures = tuple(Measure(str(n), f"{words} {n:04d} {n % 7}", 1, 1) for n in range(1440))
        return reading_of([Field("1", "Wohnen", 1, 1, (), measures)])

    changes = compare(known_items(plan("Ein Fest für alle")), plan("Beratung im Quartier"))
    assert {c.change for c in changes if c.kind == "measure"} == {"change"}
    assert {tuple(x.attribute for x in c.differences) for c in changes[1:]} == {("title",)}
