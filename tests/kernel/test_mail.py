"""Tests of the outbox, against a real mail server on loopback."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from miteinander.kernel import mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.models import Municipality, OutgoingMail
from miteinander.kernel.tenancy import all_towns, town_scope


def waiting() -> int:
    return OutgoingMail.objects.filter(sent_at=None).count()


def queue(by: Actor) -> None:
    mail.queue(to="dana@verein.example", subject="Frage\nnach Platz", body="Guten Tag", by=by)


def queue_in(town: Municipality, by: Actor) -> None:
    """The same as a request of its own, which is through when this returns."""
    with town_scope(town):
        queue(by)


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


def test_a_mail_that_nobody_can_write_holds_up_no_other(inbox, in_town, coordinator):
    """The address is valid for a form, but its domain is too long in the letters of a mail."""
    mail.queue(to=f"x@{'äöü' * 20}.example", subject="Frage", body="Guten Tag", by=coordinator)
    queue(coordinator)
    assert mail.send_waiting.call() == 1
    assert [found["To"] for found in inbox.mails] == ["dana@verein.example"]
    assert waiting() == 1


@pytest.fixture
def with_worker(settings) -> None:
    """Jobs lie in the database until a worker takes them, as in a real installation."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work() -> None:
    """Do all jobs whose time has come."""
    call_command("db_worker", "--batch", "--no-startup-delay", "--interval", "0")


def an_hour_passes() -> None:
    hour = timedelta(hours=1)
    with all_towns():
        OutgoingMail.objects.update(claimed_at=F("claimed_at") - hour)
    DBTaskResult.objects.update(run_after=F("run_after") - hour)


@pytest.mark.django_db(transaction=True)
def test_a_mail_goes_out_after_an_outage_although_nobody_writes_another(
    inbox, town, coordinator, with_worker
):
    inbox.refuses = True
    queue_in(town, coordinator)
    work()
    inbox.refuses = False
    work()
    assert inbox.mails == []
    an_hour_passes()
    work()
    assert len(inbox.mails) == 1
    an_hour_passes()
    work()
    assert not DBTaskResult.objects.ready().exists()


@pytest.mark.django_db(transaction=True)
def test_a_mail_goes_out_although_the_worker_died_while_sending_it(
    inbox, town, coordinator, with_worker, monkeypatch
):
    def die(*args: object) -> None:
        raise KeyboardInterrupt

    queue_in(town, coordinator)
    with monkeypatch.context() as patch:
        patch.setattr(mail, "_send", die)
        work()
    with all_towns():
        assert waiting() == 1
    an_hour_passes()
    work()
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


END = "https://plan.example/konto/ende/1:abc_-.x/"


def unsubscribing(by: Actor, address: str) -> None:
    mail.queue(to="a@b.example", subject="x", body="y", by=by, unsubscribe=address)


def test_a_mail_that_can_be_ended_says_so_in_its_head(inbox, in_town, coordinator):
    long = f"https://plan.example/{'x' * 400}/"
    for address in (END, long, "http://plan.example/ende/"):
        unsubscribing(coordinator, address)
    queue(coordinator)
    mail.send_waiting.call()
    click = "List-Unsubscribe=One-Click"
    heads = [
        (one.get("List-Unsubscribe", "").strip(), one["List-Unsubscribe-Post"])
        for one in inbox.mails
    ]
    assert heads == [
        (f"<{END}>", click),
        (f"<{long}>", click),
        ("<http://plan.example/ende/>", None),  # one click needs https
        ("", None),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "https://x.example/\nBcc: a@b.example",
        "https://x.example/\r\n\r\nText",
        "https://x.example/>, <https://y.example/",
        "https://x.example/ y",
        "https://bücher.example/",
        "mailto:a@b.example",
        "javascript:x",
        f"https://x.example/{'x' * 500}",
    ],
)
def test_no_address_adds_a_line_to_a_mails_head(in_town, coordinator, address):
    with pytest.raises(ValueError, match="No address"):
        unsubscribing(coordinator, address)
    assert OutgoingMail.objects.count() == 0
