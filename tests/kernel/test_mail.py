"""Tests of the outbox, against a real mail server on loopback."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from miteinander.kernel import mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.models import OutgoingMail


def waiting() -> int:
    return OutgoingMail.objects.filter(sent_at=None).count()


def queue(by: Actor) -> None:
    mail.queue(to="dana@verein.example", subject="Frage\nnach Platz", body="Guten Tag", by=by)


def test_a_mail_goes_out_once_the_transaction_is_through(
    inbox, in_town, coordinator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        queue(coordinator)
    assert [found["To"] for found in inbox.mails] == ["dana@verein.example"]
    assert inbox.mails[0]["Subject"] == "Frage nach Platz"
    assert waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_a_failed_change_is_never_sent(inbox, in_town, coordinator):
    def change() -> None:
        with transaction.atomic():
            queue(coordinator)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert OutgoingMail.objects.count() == 0
    assert inbox.mails == []


def test_a_mail_waits_while_the_server_refuses_and_goes_out_later(
    inbox, in_town, coordinator, django_capture_on_commit_callbacks
):
    inbox.refuses = True
    with django_capture_on_commit_callbacks(execute=True):
        queue(coordinator)
    assert waiting() == 1
    inbox.refuses = False
    OutgoingMail.objects.update(claimed_at=timezone.now() - timedelta(minutes=11))
    mail.send_waiting.call()
    assert waiting() == 0
    assert len(inbox.mails) == 1


def test_a_mail_that_another_worker_is_sending_is_left_alone(inbox, in_town, coordinator):
    queue(coordinator)
    OutgoingMail.objects.update(claimed_at=timezone.now())
    assert mail.send_waiting.call() == 0
    assert inbox.mails == []


def test_the_outbox_gives_up_after_some_attempts_instead_of_trying_for_ever(
    inbox, in_town, coordinator
):
    queue(coordinator)
    OutgoingMail.objects.update(attempts=mail.MOST_ATTEMPTS)
    assert mail.send_waiting.call() == 0
    assert waiting() == 1
