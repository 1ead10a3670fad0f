"""Whatever somebody sends to the forms: an answer, never an error."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.concept.forms.imports import (
    ColumnsForm,
    MeasureProposalForm,
    PlaceForm,
    SplitForm,
)
from miteinander.concept.models import Proposal
from miteinander.concept.word_changes import word_changes

anything = st.text(max_size=600) | st.integers().map(str)
fields = list(MeasureProposalForm.base_fields)
sent = st.dictionaries(st.sampled_from(fields), anything)
quick = settings(deadline=None, suppress_health_check=list(HealthCheck))


@quick
@given(sent)
def test_a_measure_that_the_form_accepts_fits_the_table(data):
    form = MeasureProposalForm(data)
    if form.is_valid():
        values = form.values
        assert 0 < len(values["title"]) <= 500
        assert len(values["number"]) <= 30
        assert "\n" not in values["title"]
        assert all(isinstance(one, str) and one for one in values["responsible"] or [])
        assert form.cleaned_data["based_on"] >= 1


@quick
@given(st.dictionaries(st.sampled_from(["kind", "parent"]), anything))
def test_a_place_is_one_of_those_offered(data):
    form = PlaceForm([], data)
    if form.is_valid():
        assert form.cleaned_data["parent"] is None


@quick
@given(st.text(max_size=300), st.dictionaries(st.sampled_from(["at", "kind"]), anything))
def test_a_split_is_never_before_the_first_sentence(text, data):
    form = SplitForm(Proposal(kind="measure", title="Titel", description=text), data)
    if form.is_valid():
        assert form.cleaned_data["at"] >= 1


@quick
@given(st.dictionaries(st.sampled_from(["column_0", "column_1"]), anything))
def test_columns_have_known_meanings(data):
    columns = [{"index": n, "header": "", "meaning": None, "samples": []} for n in range(2)]
    form = ColumnsForm(columns, data)
    if form.is_valid():
        assert set(form.meanings) == {0, 1}


@quick
@given(st.text(), st.text())
def test_the_pieces_give_both_texts(old, new):
    pieces = word_changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


def test_texts_that_have_nearly_nothing_in_common_are_shown_one_after_the_other():
    old = "Deutsch lernen Kinder in der Kita"
    new = "Sprache entscheidet früh, in Musterstadt wie überall sonst auf der Welt"
    assert [piece.kind for piece in word_changes(old, new)] == ["removed", "added"]
    assert [piece.kind for piece in word_changes("Sprache", "Sprache und Bildung")] == [
        "same",
        "added",
    ]
