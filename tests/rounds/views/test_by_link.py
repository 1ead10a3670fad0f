"""Answering by the personal link, without an account and without JavaScript."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns
from miteinander.rounds import personal_links
from miteinander.rounds.choices import RoundState
from miteinander.rounds.models import Answer, AnswerFile, AnswerVersion, Inquiry
from tests import factories
from tests.factories import rounds
from tests.queries import questions

PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def asked(town, settings, tmp_path) -> Inquiry:
    """An institution that is asked about two measures."""
    settings.MEDIA_ROOT = tmp_path
    field = factories.field(factories.edition(town))
    measures = [factories.measure(field, title=f"Maßnahme {name}") for name in "AB"]
    inquiry = rounds.inquiry(rounds.a_round(field.edition, *measures), factories.organisation(town))
    for measure in measures:
        rounds.answer(inquiry, measure)
    return inquiry


@pytest.fixture
def browser(asked) -> Client:
    return Client()


def base(inquiry, token=None):
    return f"/teststadt/bericht/{token or personal_links.token(inquiry)}/"


def answers(inquiry):
    with all_towns():
        return list(Answer.objects.filter(inquiry=inquiry).order_by("pk"))


def fresh(thing):
    with all_towns():
        thing.refresh_from_db()
        return thing


def sent(inquiry, **more):
    """What the browser sends when both measures are filled in."""
    data = {"name": "Frau Muster"}
    for answer in answers(inquiry):
        data |= {
            f"{answer.pk}-based_on": answer.version,
            f"{answer.pk}-status": "started",
            f"{answer.pk}-note": f"Neues zu {answer.measure_title}.",
        }
    return data | more


def kept():
    with all_towns():
        return list(AnswerVersion.objects.order_by("pk"))


def test_the_page_shows_every_measure_and_what_was_said_last(asked, browser):
    first = answers(asked)[0]
    with all_towns():
        factories.report(first.measure, note="Voriges Jahr lief ein Kurs.")
    page = browser.get(base(asked)).content.decode()
    for words in ("Maßnahme A", "Maßnahme B", "Voriges Jahr lief ein Kurs.", "Sie sind nicht Frau"):
        assert words in page
    assert "noindex" in page


def test_the_page_costs_the_same_questions_however_many_measures(
    asked, browser, django_assert_num_queries
):
    browser.get(base(asked))
    with CaptureQueriesContext(connection) as few:
        browser.get(base(asked))
    for _ in range(3):
        with all_towns():
            measure = factories.measure(answers(asked)[0].measure.field)
        rounds.answer(asked, measure)
    with django_assert_num_queries(len(questions(few))):
        browser.get(base(asked))


def test_looking_is_not_opening_but_sending_is(asked, browser):
    browser.get(base(asked))
    assert fresh(asked).opened_at is None
    assert browser.post(f"{base(asked)}gesehen/").status_code == 200
    assert fresh(asked).opened_at


def test_all_measures_are_handed_in_at_once(asked, browser):
    answer = browser.post(base(asked), sent(asked, tun="abgeben"))
    assert answer["Location"].endswith("/danke/")
    assert [one.state for one in answers(asked)] == ["answered", "answered"]
    assert "alles ist angekommen" in browser.get(answer["Location"]).content.decode()


def test_one_measure_is_handed_in_and_the_other_is_kept(asked, browser):
    first, second = answers(asked)
    answer = browser.post(base(asked), sent(asked, tun=f"abgeben-{first.pk}"), follow=True)
    assert "Abgegeben: „Maßnahme A“" in answer.content.decode()
    first, second = answers(asked)
    assert (first.state, second.state, second.note) == (
        *("answered", "open"),
        "Neues zu Maßnahme B.",
    )


def test_the_same_request_sent_again_doubles_nothing(asked, browser):
    data = sent(asked, tun="abgeben")
    for _ in range(3):
        assert browser.post(base(asked), data).status_code == 302
    assert len(kept()) == 2


def test_what_is_missing_is_said_and_nothing_is_lost(asked, browser):
    first, _ = answers(asked)
    data = sent(asked, tun="abgeben") | {f"{first.pk}-status": "", f"{first.pk}-cost_eur": "viel"}
    page = browser.post(base(asked), data).content.decode()
    assert "Noch nicht alles ist abgegeben" in page
    assert "viel" in page
    assert [one.state for one in answers(asked)] == ["open", "answered"]
    assert answers(asked)[0].note == "Neues zu Maßnahme A."


def test_numbers_are_written_as_in_german(asked, browser):
    first, _ = answers(asked)
    data = {f"{first.pk}-cost_eur": "12.000,50 €", f"{first.pk}-persons_reached": "1.200"}
    browser.post(base(asked), sent(asked) | data)
    first, _ = answers(asked)
    assert (str(first.cost_eur), first.persons_reached) == ("12000.50", 1200)
    assert "12.000,50" in browser.get(base(asked)).content.decode()


def test_no_change_is_one_click(asked, browser):
    first, _ = answers(asked)
    with all_towns():
        first.measure.status = "advanced"
        first.measure.save()
    assert "Der Stand bleibt „fortgeschritten“" in browser.get(base(asked)).content.decode()
    browser.post(base(asked), {"tun": f"unveraendert-{first.pk}"})
    first, _ = answers(asked)
    assert (first.state, first.is_unchanged, first.status) == ("answered", True, "advanced")


def test_typing_is_saved_by_itself(asked, browser):
    first, _ = answers(asked)
    data = {f"{first.pk}-based_on": 1, f"{first.pk}-status": "", f"{first.pk}-note": "Zwei Ku"}
    address = f"{base(asked)}antwort/{first.pk}/speichern/"
    said = browser.post(address, data).content.decode()
    assert "Gespeichert um" in said
    assert 'value="2"' in said
    first, _ = answers(asked)
    assert (first.note, first.state, len(kept())) == ("Zwei Ku", "open", 0)


def test_typing_on_is_no_conflict_with_oneself(asked, browser):
    first, _ = answers(asked)
    address = f"{base(asked)}antwort/{first.pk}/speichern/"
    for note in ("Zwei", "Zwei Kurse"):
        data = {f"{first.pk}-based_on": 1, f"{first.pk}-note": note}
        assert "anders gespeichert" not in browser.post(address, data).content.decode()
    assert answers(asked)[0].note == "Zwei Kurse"


def test_two_browsers_see_both_texts_and_choose(asked, browser):
    first, _ = answers(asked)
    mine = sent(asked)
    browser.post(base(asked), sent(asked, name="Herr Beispiel") | {f"{first.pk}-note": "Seins."})
    page = browser.post(base(asked), mine).content.decode()
    assert "Herr Beispiel hat das inzwischen anders gespeichert" in page
    assert "Seins." in page
    assert "Neues zu Maßnahme A." in page
    version = answers(asked)[0].version
    browser.post(base(asked), mine | {"tun": f"meins-{first.pk}-{version}"})
    assert answers(asked)[0].note == "Neues zu Maßnahme A."
    assert [one.values["note"] for one in kept()] == ["Seins."]


def test_the_other_text_can_stay(asked, browser):
    first, _ = answers(asked)
    mine = sent(asked)
    browser.post(base(asked), sent(asked) | {f"{first.pk}-note": "Seins."})
    browser.post(base(asked), mine | {"tun": f"ihres-{first.pk}"})
    assert answers(asked)[0].note == "Seins."


def test_an_answer_is_corrected_until_the_coordination_has_it(asked, browser):
    browser.post(base(asked), sent(asked, tun="abgeben"))
    first, _ = answers(asked)
    browser.post(base(asked), {"tun": f"berichtigen-{first.pk}"})
    data = sent(asked, tun=f"abgeben-{first.pk}") | {f"{first.pk}-note": "Doch drei."}
    browser.post(base(asked), data)
    assert [one.values["note"] for one in kept()][-1] == "Doch drei."
    with all_towns():
        Answer.objects.filter(pk=first.pk).update(state="confirmed")
    page = browser.post(base(asked), {"tun": f"berichtigen-{first.pk}"}).content.decode()
    assert "schon übernommen" in page


def test_a_question_stands_at_the_top(asked, browser):
    first, _ = answers(asked)
    with all_towns():
        Answer.objects.filter(pk=first.pk).update(state="returned", question="Wie viele Kurse?")
    page = browser.get(base(asked)).content.decode()
    assert page.index("Wie viele Kurse?") < page.index('id="bericht"')
    browser.post(base(asked), sent(asked, tun=f"abgeben-{first.pk}"))
    assert answers(asked)[0].state == "answered"


def test_the_author_is_who_says_so(asked, browser):
    browser.post(base(asked), sent(asked, tun="abgeben", name="Herr Vertretung"))
    assert {(one.author, one.door) for one in kept()} == {("Herr Vertretung", "mail_link")}


def test_a_colleague_gets_an_own_link_and_it_can_be_taken_back(asked, browser):
    first, second = answers(asked)
    browser.post(base(asked), sent(asked, tun=f"andere-{first.pk}"))
    said = {
        "measures": [first.pk],
        "way": "pass_on",
        "name": "Herr Kollege",
        "email": "kollege@partner.example",
        "note": "Weißt du das?",
    }
    page = browser.post(f"{base(asked)}andere/", said, follow=True).content.decode()
    assert "Herr Kollege</strong> antwortet zu" in page
    with all_towns():
        colleague = Inquiry.objects.get(passed_on_by=asked)
        mail = OutgoingMail.objects.get(to="kollege@partner.example")
    assert personal_links.token(colleague).partition(":")[0] in mail.body
    theirs = browser.get(base(colleague)).content.decode()
    assert "Neues zu Maßnahme A." in theirs
    assert "Maßnahme B" not in theirs
    old = base(colleague)
    browser.post(f"{base(asked)}zurueck/{colleague.pk}/")
    assert answers(asked) == [first, second]
    assert browser.get(old).status_code == 410


def test_somebody_else_can_be_named_to_the_coordination(asked, browser):
    said = {
        "measures": [one.pk for one in answers(asked)],
        "way": "misdirect",
        "name": "Das Sportamt",
        "email": "",
        "note": "Seit Mai.",
    }
    browser.post(f"{base(asked)}andere/", said)
    first, second = answers(asked)
    assert {first.state, second.state} == {"misdirected"}
    assert first.other_name == "Das Sportamt"


def test_a_file_comes_with_an_answer_once(asked, browser):
    first, _ = answers(asked)
    address = f"{base(asked)}antwort/{first.pk}/dateien/"
    for _ in range(2):
        browser.post(address, {"file": SimpleUploadedFile("../Flyer.pdf", PDF)})
    with all_towns():
        file = AnswerFile.objects.get()
    assert file.name == "Flyer.pdf"
    got = browser.get(f"{base(asked)}antwort/{first.pk}/anhang/{file.pk}/")
    assert b"".join(got.streaming_content) == PDF
    assert got["Content-Disposition"].startswith("attachment")
    browser.post(f"{base(asked)}antwort/{first.pk}/anhang/{file.pk}/loeschen/")
    with all_towns():
        assert not AnswerFile.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ program", "Diese Art von Datei"),
        (b"", "leer"),
        (PDF + b"0" * (20 * 1024 * 1024), "größer als 20 MB"),
    ],
)
def test_a_file_that_is_not_taken_gets_a_sentence(asked, browser, content, words):
    first, _ = answers(asked)
    address = f"{base(asked)}antwort/{first.pk}/dateien/"
    page = browser.post(address, {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()
    assert words in page
    with all_towns():
        assert not AnswerFile.objects.exists()


def test_an_altered_link_opens_nothing(asked, browser):
    token = personal_links.token(asked)
    for wrong in (token[:-2], "x" + token, "abc"):
        answer = browser.get(base(asked, wrong))
        assert answer.status_code == 404
        assert "beim Kopieren abgeschnitten" in answer.content.decode()


def test_a_link_opens_nothing_in_another_town(asked, browser):
    factories.town("Nachbarstadt")
    token = personal_links.token(asked)
    assert browser.get(f"/nachbarstadt/bericht/{token}/").status_code == 404


def test_an_older_link_says_that_there_is_a_newer_one_and_shows_what_was_typed(asked, browser):
    old, data = base(asked), sent(asked)
    with all_towns():
        Inquiry.objects.filter(pk=asked.pk).update(key="n" * 32)
    page = browser.post(old, data)
    assert page.status_code == 410
    assert "Link aus der neuesten Mail" in page.content.decode()
    assert "Neues zu Maßnahme A." in page.content.decode()


def test_an_expired_link_offers_a_fresh_one_and_reveals_nothing(asked, browser, monkeypatch):
    from django.core import signing

    old = base(asked)
    real = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: real() + timedelta(days=121).total_seconds())
    page = browser.get(old)
    assert page.status_code == 410
    for secret in ("Maßnahme A", "Frau Muster", "muster@partner.example", str(asked.organisation)):
        assert secret not in page.content.decode()
    for _ in range(5):
        last = browser.post(f"{old}neu/")
    assert last.status_code == 429
    with all_towns():
        mails = list(OutgoingMail.objects.values_list("to", flat=True))
    assert mails == ["muster@partner.example"] * 3


def test_a_closed_round_shows_what_was_answered_and_takes_no_more(asked, browser):
    browser.post(base(asked), sent(asked, tun="abgeben"))
    data = sent(asked) | {f"{answers(asked)[0].pk}-note": "Zu spät geschrieben."}
    with all_towns():
        type(asked.round).objects.filter(pk=asked.round_id).update(
            state=RoundState.CLOSED, closed_at=timezone.now()
        )
    page = browser.post(base(asked), data).content.decode()
    for words in ("ist abgeschlossen", "Neues zu Maßnahme A.", "Zu spät geschrieben."):
        assert words in page
    assert answers(asked)[0].note == "Neues zu Maßnahme A."


def test_a_deleted_measure_says_so_and_the_rest_works(asked, browser):
    first, _ = answers(asked)
    data = sent(asked, tun="abgeben")
    with all_towns():
        first.measure.delete()
    page = browser.post(base(asked), data).content.decode()
    assert "Diese Maßnahme wurde inzwischen gelöscht" in page
    assert "Neues zu Maßnahme A." in page
    assert answers(asked)[1].state == "answered"


def test_pages_by_link_are_kept_by_nobody_and_tell_no_other_site(asked, browser):
    for address in (base(asked), f"{base(asked)}kopie/", base(asked, "abc")):
        answer = browser.get(address)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
