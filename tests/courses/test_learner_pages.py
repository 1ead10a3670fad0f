"""The pages at the desk: entering people, the list, and who sees whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from miteinander.accounts.choices import Role
from miteinander.courses import notice_texts, offer_texts, sealing
from miteinander.courses.actions import learners as actions
from miteinander.courses.models import Learner
from miteinander.courses.placement_choices import LetterLanguage
from miteinander.kernel.encryption.boxes import Unreadable
from miteinander.kernel.models import AuditEvent, DataKey
from miteinander.kernel.tenancy import all_towns, town_scope
from tests import factories
from tests.queries import questions
from tests.signing_in import signed_in

BASE = "/teststadt/arbeit/kurswuensche/"
SENT = {
    "first_name": "Amal",
    "last_name": "Haddad",
    "contact_way": "mail",
    "contact": "amal@post.example",
    "language": "ar",
    "level": "A1",
    "level_source": "test",
    "goal": "work",
    "chosen_times": ["w.0", "5.3"],
    "travel_minutes": "30",
    "available_from": "2026-09-01",
    "urgency": "3",
    "is_informed": "on",
}


@pytest.fixture
def as_guide(town):
    return signed_in(factories.member(town, "Gül", Role.GUIDE))


def test_a_guide_enters_somebody_and_name_and_contact_are_stored_sealed(as_guide, town):
    answer = as_guide.post(f"{BASE}neu/", SENT, follow=True)
    assert "Amal Haddad" in answer.content.decode()
    with town_scope(town):
        learner = Learner.objects.select_related("key").get()
        assert b"Haddad" not in bytes(learner.sealed)
        private = sealing.opened(learner)
    assert (private.name, private.contact) == ("Amal Haddad", "amal@post.example")
    assert learner.times == sum(1 << 4 * day for day in range(5)) | 1 << 23
    assert learner.informed_on == timezone.localdate()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"contact": "keine Adresse"}, "Das ist keine E-Mail-Adresse."),
        ({"contact_way": "sms", "contact": "später"}, "Das ist keine Handynummer."),
        ({"urgency": "5"}, "Bitte schreiben Sie, warum es dringend ist."),
        ({"available_until": "2026-08-01"}, "Das liegt vor dem Tag"),
        ({"travel_minutes": "1000"}, "zwischen 5 und 240 Minuten"),
        ({"level_on": "2999-01-01"}, "Der Tag liegt in der Zukunft."),
    ],
)
def test_the_form_says_what_is_wrong_and_stores_nothing(as_guide, town, wrong, sentence):
    answer = as_guide.post(f"{BASE}neu/", SENT | wrong)
    assert sentence in answer.content.decode()
    with town_scope(town):
        assert not Learner.objects.exists()


def test_a_guide_sees_only_whom_they_entered(as_guide, town, as_coordinator):
    as_guide.post(f"{BASE}neu/", SENT)
    other = factories.learner(town, "Bohdan Fremd")
    page = as_guide.get(BASE).content.decode()
    assert "Amal Haddad" in page
    assert "Bohdan Fremd" not in page
    assert as_guide.get(f"{BASE}{other.pk}/").status_code == 403
    assert "Bohdan Fremd" in as_coordinator.get(BASE).content.decode()


def test_a_name_is_found_as_a_whole_by_its_blind_index(as_coordinator, town):
    factories.learner(town, "Amal Haddad")
    factories.learner(town, "Bohdan Koval", contact="0151 2345678")
    for text, found in [("haddad", True), ("Amal  HADDAD", True), ("Hadd", False)]:
        page = as_coordinator.get(BASE, {"suche": text}).content.decode()
        assert ("Amal Haddad" in page) is found
    page = as_coordinator.get(BASE, {"suche": "0151 2345678"}).content.decode()
    assert "Bohdan Koval" in page


def test_looking_is_noted_in_the_trail(as_coordinator, town):
    learner = factories.learner(town, "Amal Haddad")
    as_coordinator.get(BASE)
    as_coordinator.get(f"{BASE}{learner.pk}/")
    with all_towns():
        verbs = list(AuditEvent.objects.values_list("verb", "object_id"))
    assert ("learners.viewed", None) in verbs
    assert ("read", learner.pk) in verbs


def test_names_leave_the_house_by_the_coordination_alone(as_guide, as_coordinator, town):
    factories.learner(town, "Amal Haddad")
    assert as_guide.get(f"{BASE}kurswuensche.csv").status_code == 403
    table = as_coordinator.get(f"{BASE}kurswuensche.csv").content.decode()
    assert "Amal;Haddad" in table


def test_deleting_destroys_the_key(town, coordinator):
    learner = factories.learner(town, "Amal Haddad")
    with town_scope(town):
        before = Learner.objects.select_related("key").get()
        actions.delete(learner=learner, by=coordinator)
        before.key = DataKey.objects.get(pk=learner.key_id)
        assert before.key.destroyed_at
        with pytest.raises(Unreadable):
            sealing.opened(before)


def cost(client) -> int:
    """How much is asked of the database for the page."""
    with CaptureQueriesContext(connection) as captured:
        client.get(BASE)
    return len(questions(captured))


def test_the_list_costs_the_same_for_one_and_three(as_coordinator, town):
    factories.learner(town)
    as_coordinator.get(BASE)
    one = cost(as_coordinator)
    factories.learner(town, district=factories.district(town))
    factories.learner(town)
    assert cost(as_coordinator) == one


def test_somebody_withdraws_and_searches_again(as_guide, town):
    as_guide.post(f"{BASE}neu/", SENT)
    with town_scope(town):
        pk = Learner.objects.get().pk
    assert "ist beendet" in as_guide.post(f"{BASE}{pk}/beenden/", follow=True).content.decode()
    assert "gilt wieder" in as_guide.post(f"{BASE}{pk}/wieder/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("code", "direction", "words"),
    [
        ("de", "ltr", "entschieden wird von Menschen"),
        ("en", "ltr", "people decide"),
        ("ar", "rtl", "أما القرار فيتخذه"),
        ("uk", "ltr", "рішення ухвалюють люди"),
        ("tr", "ltr", "kararı insanlar verir"),
        ("xx", "ltr", "entschieden wird von Menschen"),
    ],
)
def test_the_notice_on_data_protection_speaks_the_person_s_language(
    as_guide, code, direction, words
):
    page = as_guide.get(f"{BASE}hinweise/", {"sprache": code}).content.decode()
    known = "de" if code == "xx" else code
    assert f'<article class="m-section" lang="{known}" dir="{direction}"' in page
    assert words in page
    assert "http://testserver/teststadt/datenschutz/" in page
    assert page.count('href="?sprache=') == 4


def test_the_form_leads_to_the_notice_and_has_times_as_a_table_with_headings(as_guide):
    page = as_guide.get(f"{BASE}neu/").content.decode()
    for code in LetterLanguage.values:
        assert f'href="/teststadt/arbeit/kurswuensche/hinweise/?sprache={code}"' in page
    table = page[page.index('<table class="m-times">') : page.index("</table>")]
    assert table.count('<th scope="col">') == 5
    assert table.count('<th scope="row">') == 8
    assert table.count('type="checkbox"') == 32
    assert '<span class="kern-sr-only">Donnerstag, Abend (17 bis 22 Uhr)</span>' in table
    assert '<details class="m-fold">' in page
    unfolded = as_guide.post(f"{BASE}neu/", SENT | {"level_on": "2999-01-01"}).content.decode()
    assert '<details class="m-fold" open>' in unfolded


def test_every_notice_tells_the_same_points_in_the_languages_of_the_letters():
    assert list(notice_texts.ALL) == list(offer_texts.ALL) == LetterLanguage.values
    assert {len(one.points) for one in notice_texts.ALL.values()} == {7}
    assert [one.code for one in notice_texts.ALL.values() if not one.binding] == ["de"]
