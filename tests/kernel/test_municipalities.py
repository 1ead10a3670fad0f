"""Tests of reading the official list, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.kernel.municipalities import Entry, ListError, decode, parse
from miteinander.kernel.slugs import addresses, slug_of


def line(kind: str, key: str, name: str, place: str = "", people: int = 0) -> str:
    """One line of 220 characters in the layout of GV100AD."""
    start = f"{kind}20231130{key:12}{name:50}{'':50}{place:2}"
    return f"{start:139}{people:011d}".ljust(220)


KLEVE = [
    line("10", "05", "Nordrhein-Westfalen"),
    line("20", "051", "Reg.-Bez. Düsseldorf"),
    line("40", "05154", "Kleve", "43"),
    line("50", "051540036", "Kleve, Stadt", "50"),
    line("60", "051540360036", "Kleve, Stadt", "63", 52388),
]


def test_every_level_is_read_with_its_key_and_kind():
    assert parse("\n".join(KLEVE)) == [
        Entry("05", "Nordrhein-Westfalen", "state"),
        Entry("05154", "Kreis Kleve", "district"),
        Entry("05154036", "Kleve", "town", 52388),
    ]


def test_an_association_has_a_key_of_nine_digits():
    [found] = parse(line("50", "010515163   "[:5] + "   5163", "Burg-St. Michaelisdonn", "51"))
    assert (found.ags, found.kind) == ("010515163", "association")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_umlauts_survive_in_every_encoding(encoding):
    text = line("60", "053150000000", "Köln, Stadt", "61")
    assert parse(decode(text.encode(encoding)))[0].name == "Köln"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "leer"),
        ("Name;Schlüssel\n", "Zeile 1 hat nicht den Aufbau"),
        (KLEVE[0] + "\n" + "x" * 220, "Zeile 2"),
        (KLEVE[0] + "zu lang", "höchstens 220"),
        (KLEVE[0] + "\n" + KLEVE[0], "zweimal"),
        (line("60", "051540360036", "Kleve", "99"), "Textkennzeichen „99“"),
        (line("60", "051540360036", "", "63"), "Name fehlt"),
        (line("60", "0515403", "Kleve", "63"), "8 Ziffern"),
        (
            line("60", "051540360036", "Kleve", "63").replace("00000000000", "0000000000x"),
            "keine Zahl",
        ),
    ],
)
def test_another_file_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ListError, match=sentence):
        parse(text)


def test_a_binary_file_is_refused():
    with pytest.raises(ListError, match="kein Text"):
        decode(b"\x81\x8d\xff\xfe")


@given(st.binary(max_size=500))
def test_whatever_the_bytes_are_the_answer_is_a_list_or_a_sentence(data):
    try:
        parse(decode(data))
    except ListError:
        return


places = st.builds(
    Entry,
    ags=st.from_regex(r"\A[0-9]{8}\Z"),
    name=st.text(min_size=1, max_size=50),
    kind=st.sampled_from(["town", "village", "city", "area"]),
    people=st.integers(0, 10**7),
)


@given(st.lists(places, unique_by=lambda entry: entry.ags), st.sets(st.just("neustadt")))
def test_addresses_are_unique_and_spelled_in_ascii(entries, taken):
    found = addresses(entries, taken)
    assert len(set(found.values()) | taken) == len(entries) + len(taken)
    assert all(slug == slug_of(slug) and 0 < len(slug) <= 80 for slug in found.values())


def test_the_largest_of_several_places_gets_the_short_address():
    district = Entry("09573", "Landkreis Fürth", "district")
    small = Entry("09573111", "Neustadt", "village", 500)
    large = Entry("05154111", "Neustadt", "town", 5000)
    found = addresses([district, small, large], set())
    assert found == {
        "09573": "landkreis-fuerth",
        "09573111": "neustadt-fuerth",
        "05154111": "neustadt",
    }


def test_a_town_never_gets_an_address_of_the_house():
    assert addresses([Entry("05154111", "Konto", "town")], set())["05154111"] != "konto"
