"""Tests of how measures stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.concept.choices import Status
from miteinander.concept.queries import counts
from miteinander.concept.queries.counts import StatusCounts
from tests import factories

CODES = st.sampled_from([*Status.values, ""])


@given(st.dictionaries(CODES, st.integers(0, 500)))
def test_every_measure_belongs_to_exactly_one_group(numbers):
    found = StatusCounts(numbers)
    groups = (found.done, found.running, found.not_started, found.stopped)
    assert sum(groups) + found[Status.UNKNOWN] + found.without_report == found.total
    assert sum(found.values()) == found.total == sum(numbers.values())


@given(st.dictionaries(CODES, st.integers(0, 500)))
def test_every_number_of_the_sentence_is_one_of_the_counts(numbers):
    found = StatusCounts(numbers)
    sentence = found.sentence()
    said = {int(word) for word in sentence.replace(".", " ").split() if word.isdecimal()}
    groups = {found.done, found.running, found.not_started, found.stopped}
    assert said <= groups | {found.total, found["unknown"], found.without_report}
    assert sentence.endswith(".")


def test_an_unknown_code_is_a_mistake():
    with pytest.raises(KeyError):
        StatusCounts()["fertig"]


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({}, "Hier gibt es noch keine Maßnahmen."),
        ({"started": 1}, "1 Maßnahme: begonnen."),
        ({"": 1}, "1 Maßnahme: noch kein Bericht."),
        ({"": 3}, "Es gibt 3 Maßnahmen. Berichte liegen noch nicht vor."),
        (
            {"completed": 20, "permanent": 14, "": 9, "planned": 5},
            "Von 48 Maßnahmen sind 34 abgeschlossen oder als Daueraufgabe verankert und "
            "5 noch nicht begonnen. Zu 9 liegt noch kein Bericht vor.",
        ),
        (
            {"completed": 1, "advanced": 2, "paused": 3, "unknown": 4},
            "Von 10 Maßnahmen ist 1 abgeschlossen oder als Daueraufgabe verankert, 2 begonnen oder "
            "fortgeschritten und 3 ruhend, eingestellt oder in einen anderen Plan überführt. "
            "Bei 4 ist der Stand unbekannt.",
        ),
    ],
)
def test_the_sentence_says_it_in_plain_words(numbers, sentence):
    assert StatusCounts(numbers).sentence() == sentence


def test_the_sentence_calls_measures_as_the_concept_does():
    assert (
        StatusCounts({"started": 2})
        .sentence("Projekt", "Projekte")
        .startswith("Von 2 Projekten sind")
    )


def test_fields_are_counted_by_one_query(in_town, django_assert_num_queries):
    edition = factories.edition(in_town)
    first, second = factories.field(edition), factories.field(edition)
    factories.report(factories.measure(first), Status.COMPLETED)
    factories.measure(factories.goal(first))
    factories.report(factories.measure(second), Status.PAUSED)
    with django_assert_num_queries(1):
        groups = counts.by_field(edition)
    assert dict(groups[first.pk].numbers) == {"completed": 1, "": 1}
    assert groups[second.pk].stopped == 1
    assert counts.whole(groups).total == 3


def test_an_unpublished_report_leaves_the_count_as_it_is(in_town):
    measure = factories.measure(factories.field(factories.edition(in_town)))
    factories.report(measure, Status.COMPLETED, is_published=False)
    assert counts.whole(counts.by_field(measure.edition)).without_report == 1
