"""Tests of the template words."""

from types import SimpleNamespace

from django.template import Context, Template
from django.test import RequestFactory


def render(text: str, **context: object) -> str:
    """The template with a request of a town, as pages get it."""
    request = RequestFactory().get("/musterstadt/")
    request.municipality = SimpleNamespace(slug="musterstadt", name="Musterstadt", office="")
    return Template(text).render(Context({"request": request, **context}))


def test_a_badge_has_a_word_and_a_shape():
    html = render('{% badge "ruht" tone="warning" shape="pause" %}')
    assert 'class="m-badge m-badge--warning m-shape m-shape--pause">ruht<' in html


def test_what_somebody_wrote_cannot_become_markup():
    html = render("{% badge word %}{% crumb word %}", word="<script>alert(1)</script>")
    assert "<script>" not in html


def test_the_last_crumb_is_the_page_itself():
    html = render('{% crumb "Konzept" "/musterstadt/konzept/" %}{% crumb "Feld 1" %}')
    assert '<a href="/musterstadt/konzept/">Konzept</a>' in html
    assert '<span aria-current="page">Feld 1</span>' in html


def test_an_entry_of_the_navigation_without_a_page_is_left_out():
    assert render('{% nav_link "public:gibt-es-nicht" "Nichts" %}').strip() == ""


def test_the_shells_render():
    for shell in ("public", "workspace", "plain"):
        html = render(
            f'{{% extends "ui/{shell}.html" %}}{{% block content %}}Hallo{{% endblock %}}'
        )
        assert "Hallo" in html
        assert 'href="#inhalt"' in html


def test_an_entry_is_marked_on_those_branches_that_it_names():
    link = (
        '{% load ui %}{% nav_link "workspace:retention" "Datenschutz" below="sperren/ laeufe/" %}'
    )
    request = RequestFactory().get("/musterstadt/arbeit/datenschutz/sperren/4/beenden/")
    request.municipality = SimpleNamespace(slug="musterstadt")
    assert 'aria-current="true"' in Template(link).render(Context({"request": request}))
    request.path = "/musterstadt/arbeit/datenschutz/protokoll/"
    assert "aria-current" not in Template(link).render(Context({"request": request}))


def test_a_chart_has_a_name_and_its_table():
    text = '{% load concept_tags %}{% status_chart counts caption="Stand" url="/m/" %}'
    html = render(text, counts={"completed": 3, "": 1})
    assert 'aria-label="Stand: 3 abgeschlossen, 1 noch kein Bericht"' in html
    assert "75 %" in html
    assert '"/m/?stand=completed"' in html


def test_the_navigation_marks_the_page_and_the_section_around_it():
    request = RequestFactory().get("/musterstadt/konzept/massnahmen/elterncafe-3/")
    request.municipality = SimpleNamespace(slug="musterstadt", name="Musterstadt", office="")
    html = Template('{% extends "ui/public.html" %}').render(Context({"request": request}))
    assert html.count("aria-current") == 1
    assert 'href="/musterstadt/konzept/massnahmen/" aria-current="true"' in html
