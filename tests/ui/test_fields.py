"""Tests of form fields: label, hint, errors and control belong together."""

import re
from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from miteinander.ui.gallery import GalleryForm


def drawn(form: forms.Form, name: str) -> str:
    """The HTML of one field."""
    return Template("{% form_field field %}").render(Context({"field": form[name]}))


def ids(html: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', html))


@pytest.mark.parametrize("name", GalleryForm.base_fields)
@pytest.mark.parametrize("data", [None, {}])
def test_every_reference_in_a_field_leads_somewhere(name, data):
    html = drawn(GalleryForm(data), name)
    references = re.findall(r'\b(?:for|aria-describedby)="([^"]+)"', html)
    assert references
    assert {part for reference in references for part in reference.split()} <= ids(html)


def test_an_error_is_tied_to_its_field():
    html = drawn(GalleryForm({}), "title")
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_hinweis id_title_fehler"' in html
    assert "kern-form-input__input--error" in html


def test_a_group_of_boxes_has_a_legend_and_ties_its_error_to_the_group():
    html = drawn(GalleryForm({}), "one")
    assert re.search(r"<fieldset[^>]* aria-describedby=\"id_one_fehler\"", html)
    assert "<legend" in html
    assert html.count('type="radio"') == 3


def test_a_day_is_given_to_the_browser_as_it_wants_it():
    html = drawn(GalleryForm(initial={"day": date(2026, 3, 1)}), "day")
    assert 'type="date"' in html
    assert 'value="2026-03-01"' in html


def test_a_day_from_the_browser_is_understood():
    form = GalleryForm({"day": "2026-03-01"})
    assert "day" not in form.errors
    assert form.cleaned_data["day"] == date(2026, 3, 1)


def test_only_fields_that_may_stay_empty_beside_others_that_may_not_say_so():
    assert "(freiwillig)" in drawn(GalleryForm(), "text")
    assert "(freiwillig)" not in drawn(GalleryForm(), "title")

    class Filters(forms.Form):
        words = forms.CharField(required=False)

    assert "(freiwillig)" not in drawn(Filters(), "words")


def test_a_hidden_field_is_only_a_control():
    class Form(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    assert drawn(Form(), "version").strip().startswith("<input")


def test_the_summary_leads_to_the_first_control_of_every_wrong_field():
    form = GalleryForm({})
    html = Template("{% form_errors form %}").render(Context({"form": form}))
    page = "".join(drawn(form, name) for name in form.fields)
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= ids(page)
    assert {"id_title", "id_one_0", "id_file"} <= targets
    assert "Das Ende liegt vor dem Beginn." in html


def test_a_form_without_errors_has_no_summary():
    html = Template("{% form_errors form %}").render(Context({"form": GalleryForm()}))
    assert html.strip() == ""


def test_what_was_typed_cannot_become_markup():
    html = drawn(GalleryForm({"title": '"><script>'}), "title")
    assert "<script>" not in html
