"""The demonstration's needs and judgements are complete and name what is in its plan."""

import tomllib
from pathlib import Path

import pytest

from miteinander.assessment.choices import EvidenceKind, NeedState, Priority, Verdict
from miteinander.demo import content


@pytest.fixture(scope="module")
def town() -> content.Table:
    return content.musterstadt()


def numbers(town: content.Table, part: str) -> set[str]:
    return {row["number"] for field in town["fields"] for row in field[part]}


def test_it_has_needs_with_and_without_answers_and_judges_a_third_of_the_goals(town):
    needs, judgements = town["assessment"]["needs"], town["assessment"]["judgements"]
    assert len(needs) >= 25
    assert any(not need["measures"] for need in needs)
    answered = {number for need in needs for number in need["measures"]}
    assert answered < numbers(town, "measures")
    goals = {one["goal"] for one in judgements}
    assert len(goals) * 3 >= len(numbers(town, "goals")) > len(goals)


def test_it_names_what_the_plan_has(town):
    for need in town["assessment"]["needs"]:
        assert set(need["measures"]) <= numbers(town, "measures")
        assert set(need.get("goals", [])) <= numbers(town, "goals")
        assert set(need["fields"]) <= {str(field["number"]) for field in town["fields"]}
    assert {one["goal"] for one in town["assessment"]["judgements"]} <= numbers(town, "goals")


def test_every_word_of_a_choice_is_shown(town):
    needs, judgements = town["assessment"]["needs"], town["assessment"]["judgements"]
    evidence = [row for one in (*needs, *judgements) for row in one.get("evidence", [])]
    assert {need["state"] for need in needs} == set(NeedState)
    assert {need["priority"] for need in needs} == set(Priority)
    assert {one["verdict"] for one in judgements} == set(Verdict)
    assert {row["kind"] for row in evidence} == set(EvidenceKind)
    assert {one["visible"] for one in (*needs, *judgements)} == {"public", "shared", "internal"}
    dropped = [need for need in needs if need["state"] == NeedState.DROPPED]
    assert all(need["reason"] for need in dropped)


def test_no_public_quote_names_anybody(town):
    folder = Path(content.__file__).parent / "data"
    people = tomllib.loads((folder / "people.toml").read_text("utf-8"))["people"]
    names = {name for one in people for name in (one["first_name"], one["last_name"])}
    for need in town["assessment"]["needs"]:
        for row in need.get("evidence", []):
            if row["kind"] == EvidenceKind.QUOTE:
                assert not names & set(row["words"].replace(".", "").split())
