"""Tests of delivery reports."""

import io
import mailbox
from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from miteinander.kernel import bounces, mail
from miteinander.kernel.choices import MailState
from miteinander.kernel.models import OutgoingMail

CODES = st.from_regex(r"\A[45]\.[0-9]{1,3}\.[0-9]{1,3}\Z")


def status(action: str, code: str) -> Message:
    """The part of a report that programs read (RFC 3464): the server's block, the recipient's."""
    server, recipient = Message(), Message()
    server["Reporting-MTA"] = "dns; mail.example"
    recipient["Final-Recipient"] = "rfc822; dana@verein.example"
    recipient["Action"] = action
    recipient["Status"] = code
    part = Message()
    part["Content-Type"] = "message/delivery-status"
    part.set_payload([server, recipient])
    return part


def report(
    message_id: str, action: str = "failed", code: str = "5.1.1", *, head_only=False
) -> bytes:
    """A report as a mail server writes it, with our mail or its head."""
    ours = EmailMessage()
    ours["Message-ID"] = message_id
    ours.set_content("Guten Tag")
    whole = MIMEMultipart("report", report_type="delivery-status")
    whole["From"] = "MAILER-DAEMON@mail.example"
    whole.attach(MIMEText("Die Mail kam nicht an."))
    whole.attach(status(action, code))
    if head_only:
        whole.attach(MIMEText(f"Message-ID: {message_id}\n", "rfc822-headers"))
    else:
        whole.attach(MIMEMessage(ours))
    return whole.as_bytes()


@pytest.fixture
def sent(in_town) -> OutgoingMail:
    """A mail that a server took."""
    return OutgoingMail.objects.create(
        municipality=in_town, to="dana@verein.example", body="x", sent_at=timezone.now()
    )


def state(sent: OutgoingMail) -> MailState:
    sent.refresh_from_db()
    return sent.state(timezone.now())


@pytest.mark.parametrize("head_only", [True, False])
def test_a_mail_that_came_back_is_marked_with_its_code(sent, head_only):
    assert bounces.take(report(mail.message_id(sent), head_only=head_only))
    assert state(sent) == MailState.BOUNCED
    assert sent.code == "5.1.1"


def test_a_delay_is_no_loss_and_a_loss_after_it_is(sent):
    assert bounces.take(report(mail.message_id(sent), "delayed", "4.4.1"))
    assert state(sent) == MailState.DELAYED
    assert bounces.take(report(mail.message_id(sent), "failed", "4.4.7"))
    assert state(sent) == MailState.BOUNCED
    assert not bounces.take(report(mail.message_id(sent), "delayed", "4.4.1"))
    assert sent.code == "4.4.7"


def test_nobody_can_invent_a_report_about_a_mail_that_they_never_got(sent):
    invented = mail.message_id(sent).replace(f"-{sent.pk}.", f"-{sent.pk + 1}.")
    assert not bounces.take(report(invented))
    assert state(sent) == MailState.SENT


def test_good_news_and_other_mail_change_nothing(sent):
    assert not bounces.take(report(mail.message_id(sent), "delivered", "2.0.0"))
    assert not bounces.take(f"In-Reply-To: {mail.message_id(sent)}\n\nDanke!".encode())
    assert not bounces.take(b"")
    assert state(sent) == MailState.SENT


@given(number=st.integers(1, 10**17), code=CODES, is_final=st.booleans())
def test_every_report_is_understood(number, code, is_final):
    message_id = mail.message_id(OutgoingMail(pk=number, municipality=_town()))
    action = "Failed" if is_final else "delayed"
    assert bounces.read(report(message_id, action, code)) == bounces.Report(number, is_final, code)


def _town():
    from miteinander.kernel.models import Municipality

    return Municipality(email="amt@stadt.example")


@given(st.binary(max_size=2000))
def test_whatever_comes_is_no_error(data):
    assert bounces.read(data) is None


@given(st.data())
def test_a_report_that_was_cut_or_altered_is_no_error(data):
    whole = bytearray(report("<miteinander-7.0123456789abcdef@stadt.example>"))
    for _ in range(data.draw(st.integers(0, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert bounces.read(bytes(whole[: data.draw(st.integers(0, len(whole)))])) is None


def test_the_command_reads_one_mail_as_a_mail_server_calls_it(sent, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report(mail.message_id(sent)))))
    call_command("bounces")
    assert "1 gelesen, 1 zu unseren Mails." in capsys.readouterr().out
    assert state(sent) == MailState.BOUNCED


def test_the_command_empties_a_maildir(sent, tmp_path, capsys):
    box = mailbox.Maildir(tmp_path / "box")
    box.add(report(mail.message_id(sent)))
    box.add(b"Subject: Werbung\n\nKaufen Sie!")
    call_command("bounces", str(tmp_path / "box"))
    assert "2 gelesen, 1 zu unseren Mails." in capsys.readouterr().out
    assert len(mailbox.Maildir(tmp_path / "box")) == 0
    with pytest.raises(CommandError, match="kein Maildir"):
        call_command("bounces", str(tmp_path))
