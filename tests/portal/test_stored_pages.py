"""Tests of public pages that are answered from the store."""

import pytest
from django.urls import get_resolver, reverse

from miteinander.concept import addresses
from miteinander.kernel import audit
from miteinander.kernel.actor import system
from miteinander.kernel.models import Municipality

# What is not the same for everyone, or is no page: a form with its token, a file, what belongs to
# whoever holds a link; and comparisons, which need two editions.
NOT_STORED = {"contact", "file", "follow", "follow_asked", "measure_sheet", "edition_as_of"}
# Pages of a run need one: tests/courses/test_public.py looks at them.
NOT_STORED |= {"course_page", "course_calendar", "course_register"}


def _names() -> list[str]:
    (public,) = (u for u in get_resolver().url_patterns if getattr(u, "namespace", "") == "public")
    return [
        pattern.name
        for pattern in public.url_patterns
        if pattern.name not in NOT_STORED
        and "token" not in pattern.pattern.converters
        and "comparison" not in pattern.name
    ]


@pytest.mark.parametrize("name", _names())
def test_every_public_page_is_stored_and_answered_by_304(visitor, public_measure, town, name):
    paths = {
        "field": addresses.field_path(town.slug, public_measure.field),
        "measure": addresses.measure_path(town.slug, public_measure),
    }
    parts = {"fassung": public_measure.edition_id} if name.startswith("edition_") else {}
    path = paths.get(name) or reverse(f"public:{name}", kwargs={"town": town.slug, **parts})
    first = visitor.get(path)
    assert first.status_code == 200
    assert not first.cookies
    assert visitor.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_an_unchanged_page_costs_one_query(
    visitor, public_measure, town, django_assert_num_queries
):
    path = reverse("public:concept", kwargs={"town": town.slug})
    visitor.get(path)
    with django_assert_num_queries(1):
        visitor.get(path)


def test_a_change_shows_at_once(visitor, public_measure, town, in_town):
    path = reverse("public:town", kwargs={"town": town.slug})
    before = visitor.get(path)
    Municipality.objects.filter(pk=town.pk).update(welcome="Willkommen!")
    audit.record(system(town.pk), "municipality.changed", town)
    after = visitor.get(path, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Willkommen!" in after.content.decode()


def test_a_page_built_under_one_host_name_is_not_answered_under_another(
    visitor, public_measure, town, settings
):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    path = reverse("public:sitemap", kwargs={"town": town.slug})
    assert b"//one.example/" in visitor.get(path, headers={"host": "one.example"}).content
    assert b"//one.example/" not in visitor.get(path, headers={"host": "two.example"}).content


def test_a_town_set_up_anew_does_not_show_the_pages_of_the_one_before(visitor, town):
    path = reverse("public:town", kwargs={"town": town.slug})
    Municipality.objects.filter(pk=town.pk).update(welcome="Von früher")
    assert "Von früher" in visitor.get(path).content.decode()
    values = {"ags": town.ags, "name": town.name, "slug": town.slug, "kind": town.kind}
    town.delete()
    Municipality.objects.create(**values, pk=4711, is_active=True)
    assert "Von früher" not in visitor.get(path).content.decode()
