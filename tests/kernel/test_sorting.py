"""Tests of sorting as a German index does."""

from miteinander.kernel.sorting import german
from miteinander.network.models import Organisation
from tests import factories


def test_umlauts_stand_with_their_vowels(in_town):
    for name in ("Zoo", "Ärztenetz", "arche", "Apotheke", "Übergang", "Umwelt", "Straße", "Strand"):
        factories.organisation(in_town, name)
    names = [row.name for row in Organisation.objects.order_by(german("name"))]
    expected = ["Apotheke", "arche", "Ärztenetz", "Strand", "Straße", "Übergang", "Umwelt", "Zoo"]
    assert names == expected
