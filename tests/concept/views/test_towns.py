"""What a Kreis and a Land read of the municipalities below them."""

import pytest
from django.utils import timezone

from miteinander.kernel.choices import MunicipalityKind
from tests import factories
from tests.signing_in import signed_in


@pytest.fixture
def levels(db):
    """A Land, its Kreis and a town of it, each with a shared edition."""
    land = factories.town("Musterland", ags="05", kind=MunicipalityKind.STATE)
    kreis = factories.town("Kreis Muster", ags="05999", kind=MunicipalityKind.DISTRICT, parent=land)
    town = factories.town("Kleinstadt", ags="05999001", parent=kreis)
    for one in (land, kreis, town):
        factories.edition(one, is_published=False, shared_at=timezone.now())
    return land, kreis, town


def read(municipality, slug: str) -> int:
    browser = signed_in(factories.coordinator(municipality))
    return browser.get(f"/{municipality.slug}/arbeit/kommunen/{slug}/").status_code


def test_a_kreis_reads_its_towns_and_a_land_its_kreise(levels):
    land, kreis, town = levels
    assert read(kreis, town.slug) == 200
    assert read(land, kreis.slug) == 200


def test_a_land_does_not_read_what_a_town_shared_with_its_kreis(levels):
    land, _, town = levels
    assert read(land, town.slug) == 404
    page = signed_in(factories.coordinator(land)).get(f"/{land.slug}/arbeit/kommunen/")
    assert "Kreis Muster" in page.content.decode()
    assert "Kleinstadt" not in page.content.decode()


def test_a_town_whose_kreis_is_not_listed_is_not_read_by_its_land_either(levels):
    land, _, _ = levels
    alone = factories.town("Alleinstadt", ags="05997001", parent=land)
    city = factories.town("Großstadt", ags="05315000", kind=MunicipalityKind.CITY, parent=land)
    assert read(land, alone.slug) == 404
    assert read(land, city.slug) == 200


def test_nobody_reads_upwards_or_beside(levels):
    land, kreis, town = levels
    beside = factories.town("Nachbarkreis", ags="05998", kind=MunicipalityKind.DISTRICT)
    assert read(town, kreis.slug) == 404
    assert read(beside, town.slug) == 404
    assert read(kreis, land.slug) == 404
