"""Tests of how a status looks."""

from datetime import date

from django.template import Context, Template

from miteinander.concept.choices import Status
from miteinander.concept.presentation import ORDER, look
from miteinander.ui.charts import PATTERNS
from miteinander.ui.gallery import SHAPES


def test_every_status_and_the_missing_report_have_a_word_and_a_shape_of_their_own():
    looks = [look(status) for status in [*Status, ""]]
    assert len({seen.word for seen in looks}) == len(looks)
    assert len({seen.shape for seen in looks}) == len(looks)
    assert {seen.shape for seen in looks} <= set(SHAPES.split())


def test_a_chart_shows_every_status_each_with_a_pattern_of_its_own():
    assert set(ORDER) == {*Status, ""}
    patterns = [PATTERNS.get(look(status).shape, "") for status in ORDER]
    assert len(set(patterns)) == len(patterns)


def test_a_badge_tells_the_day_of_its_report():
    template = Template("{% load concept_tags %}{% status_badge status day %}")
    html = template.render(Context({"status": "paused", "day": date(2026, 3, 1)}))
    assert "ruht" in html
    assert "Stand 01.03.2026" in html


def test_without_a_report_a_badge_says_so():
    html = Template('{% load concept_tags %}{% status_badge "" %}').render(Context())
    assert "noch kein Bericht" in html
