"""Reports are made of answers; what was answered stays as it was given."""

from datetime import date
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from miteinander.concept.models import Attachment, StatusReport
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent, OutgoingMail
from miteinander.rounds.actions import confirming, returning
from miteinander.rounds.choices import AnswerState
from miteinander.rounds.models import AnswerFile
from miteinander.rounds.queries.confirming import sheets
from tests import factories
from tests.factories import rounds

GIVEN = {"state": AnswerState.ANSWERED, "answered_at": timezone.now(), "author": "Frau Muster"}


@pytest.fixture
def field(in_town):
    return factories.field(factories.edition(in_town))


@pytest.fixture
def measure(field):
    return factories.measure(field, "Sprachcafé")


@pytest.fixture
def asking(field, measure):
    return rounds.a_round(field.edition, measure)


@pytest.fixture
def answer(asking, measure, in_town):
    asked = rounds.inquiry(asking, factories.organisation(in_town, "Caritas"))
    return rounds.answer(asked, measure, status="started", note="Zwei Kurse.", **GIVEN)


def prepare(asking, measure, by, **said):
    said = {"status": "started", "reported_on": date(2026, 3, 1), "author": "Caritas", **said}
    (sheet,) = sheets(asking, [measure.pk])
    return confirming.prepare(asking, measure, **{"basis": sheet.basis, **said}, by=by)


def test_a_public_version_leaves_the_answer_as_it_was_given(asking, measure, answer, editor):
    report = prepare(asking, measure, editor, note="Zwei gut besuchte Kurse.")
    answer.refresh_from_db()
    assert (answer.note, answer.report, report.note) == (
        "Zwei Kurse.",
        report,
        "Zwei gut besuchte Kurse.",
    )
    assert report.published_at is None
    assert (report.author, report.user) == ("Caritas", None)


def test_publishing_takes_what_was_prepared_or_else_the_answer(
    asking, measure, answer, coordinator
):
    outcome = confirming.publish(asking, [measure.pk], by=coordinator)
    answer.refresh_from_db()
    measure.refresh_from_db()
    assert (outcome.published, outcome.refused) == (1, [])
    assert answer.state == AnswerState.CONFIRMED
    assert (answer.report.note, answer.report.author) == ("Zwei Kurse.", "Caritas")
    assert answer.report.period_until == asking.period_until
    assert measure.status == "started"
    assert AuditEvent.objects.filter(verb="answer.confirmed").count() == 1


def test_publishing_twice_makes_one_report(asking, measure, answer, coordinator):
    for _ in range(2):
        confirming.publish(asking, [measure.pk], by=coordinator)
    assert StatusReport.objects.count() == 1


def test_the_redaction_prepares_but_does_not_publish(asking, measure, answer, editor):
    with pytest.raises(NotAllowed):
        confirming.publish(asking, [measure.pk], by=editor)
    with pytest.raises(NotAllowed):
        confirming.reopen(asking, measure, by=editor)


def test_only_what_cannot_follow_is_refused(asking, field, measure, answer, coordinator):
    other = factories.measure(field)
    factories.report(other, "completed", reported_on=date(2025, 1, 1))
    rounds.answer(answer.inquiry, other, status="planned", **GIVEN)
    outcome = confirming.publish(asking, [measure.pk, other.pk], by=coordinator)
    assert outcome.published == 1
    ((refused, sentence),) = outcome.refused
    assert refused == other
    assert "abgeschlossen" in sentence


def test_what_was_typed_on_an_overtaken_answer_is_not_stored(asking, measure, answer, editor):
    (sheet,) = sheets(asking, [measure.pk])
    answer.version += 1
    answer.save()
    with pytest.raises(confirming.Overtaken):
        prepare(asking, measure, editor, basis=sheet.basis)
    assert not StatusReport.objects.exists()


def test_two_who_edit_the_same_public_version_notice_each_other(asking, measure, answer, editor):
    (sheet,) = sheets(asking, [measure.pk])
    prepare(asking, measure, editor)
    with pytest.raises(confirming.Overtaken):
        prepare(asking, measure, editor, basis=sheet.basis, note="Anders.")


def test_an_answer_corrected_after_preparing_is_not_published_unseen(
    asking, measure, answer, coordinator
):
    prepare(asking, measure, coordinator)
    answer.refresh_from_db()
    answer.note, answer.version = "Nur ein Kurs.", answer.version + 1
    answer.save()
    outcome = confirming.publish(asking, [measure.pk], by=coordinator)
    assert outcome.published == 0
    assert "geändert" in outcome.refused[0][1]


def test_two_institutions_make_one_report(asking, measure, answer, in_town, coordinator):
    other = rounds.inquiry(asking, factories.organisation(in_town, "VHS"))
    more = {"note": "Ein Raum.", "persons_reached": 12}
    rounds.answer(other, measure, status="started", **more, **GIVEN)
    confirming.publish(asking, [measure.pk], by=coordinator)
    report = StatusReport.objects.get()
    assert report.note == "Caritas: Zwei Kurse.\n\nVHS: Ein Raum."
    assert (report.persons_reached, report.results) == (None, "Erreichte Personen: VHS 12")
    assert report.answers.count() == 2


def test_institutions_that_disagree_need_a_person(asking, measure, answer, in_town, coordinator):
    other = rounds.inquiry(asking, factories.organisation(in_town, "VHS"))
    rounds.answer(other, measure, status="paused", **GIVEN)
    outcome = confirming.publish(asking, [measure.pk], by=coordinator)
    assert "verschiedene" in outcome.refused[0][1]
    prepare(asking, measure, coordinator, status="paused")
    assert confirming.publish(asking, [measure.pk], by=coordinator).published == 1


def test_a_published_answer_is_opened_again(asking, measure, answer, coordinator):
    confirming.publish(asking, [measure.pk], by=coordinator)
    with pytest.raises(NotPossible, match="öffnen"):
        prepare(asking, measure, coordinator)
    confirming.reopen(asking, measure, by=coordinator)
    answer.refresh_from_db()
    measure.refresh_from_db()
    assert (answer.state, measure.status) == (AnswerState.ANSWERED, "")
    prepare(asking, measure, coordinator, note="Berichtigt.")
    confirming.publish(asking, [measure.pk], by=coordinator)
    assert StatusReport.objects.get().note == "Berichtigt."


@pytest.mark.parametrize("number", [1, 3])
def test_publishing_costs_the_same_for_one_and_for_all(
    number, asking, field, answer, coordinator, django_assert_num_queries
):
    more = [factories.measure(field) for _ in range(number)]
    for one in more:
        rounds.answer(answer.inquiry, one, status="started", **GIVEN)
    with django_assert_num_queries(16):
        confirming.publish(asking, [one.pk for one in more], by=coordinator)


def test_a_question_goes_out_and_the_answer_comes_back(asking, answer, editor):
    returning.send_back(answer, "Wie viele kamen?", by=editor)
    answer.refresh_from_db()
    assert (answer.state, answer.question) == (AnswerState.RETURNED, "Wie viele kamen?")
    assert "Wie viele kamen?" in OutgoingMail.objects.get().body
    assert not mail.outbox


def test_without_an_address_nothing_is_given_back(answer, editor):
    answer.inquiry.email = ""
    answer.inquiry.save()
    with pytest.raises(NotPossible, match="Mailadresse"):
        returning.send_back(answer, "Wie viele?", by=editor)
    answer.refresh_from_db()
    assert answer.state == AnswerState.ANSWERED


def test_a_file_is_taken_over_once_and_the_original_stays(answer, coordinator):
    name = "liste.png"
    drawn = BytesIO()
    Image.new("RGB", (2, 2)).save(drawn, "PNG")
    file = AnswerFile(municipality=answer.municipality, answer=answer, name=name)
    file.size = len(drawn.getvalue())
    file.file.save(name, ContentFile(drawn.getvalue()))
    taken = returning.take_file(file, "Liste", by=coordinator)
    assert taken.is_public
    assert AnswerFile.objects.exists()
    with pytest.raises(NotPossible, match="schon"):
        returning.take_file(file, "Liste", by=coordinator)
    assert Attachment.objects.count() == 1
