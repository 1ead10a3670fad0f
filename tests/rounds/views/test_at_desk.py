"""Answering in the workspace: partners who are signed in, and entry on behalf."""

import pytest
from django.test import Client

from miteinander.kernel.tenancy import all_towns
from miteinander.rounds.models import Answer, AnswerVersion, Inquiry
from tests import factories
from tests.factories import rounds


@pytest.fixture
def asked(town) -> Inquiry:
    """An institution that is asked about one measure."""
    edition = factories.edition(town)
    measure = factories.measure(factories.field(edition))
    asking = rounds.a_round(edition, measure)
    inquiry = rounds.inquiry(asking, factories.organisation(town))
    rounds.answer(inquiry, measure)
    return inquiry


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def handed_in(client, inquiry, **more):
    with all_towns():
        answer = Answer.objects.get(inquiry=inquiry)
    data = {f"{answer.pk}-based_on": answer.version, f"{answer.pk}-status": "started", **more}
    return client.post(f"/teststadt/arbeit/anfragen/{inquiry.pk}/", {"tun": "abgeben", **data})


def version():
    with all_towns():
        return AnswerVersion.objects.select_related("user").get()


def test_a_partner_sees_what_is_asked_and_answers_under_the_own_name(asked):
    client = signed_in(factories.partner(asked.organisation))
    page = client.get("/teststadt/arbeit/meine-berichte/").content.decode()
    assert "1 von 1" in page
    handed_in(client, asked, name="Jemand anderes")
    assert (version().author, version().door) == ("Paula", "session")
    with all_towns():
        assert Inquiry.objects.get(pk=asked.pk).opened_at


def test_a_partner_of_another_institution_finds_nothing(asked, town):
    client = signed_in(factories.partner(factories.organisation(town), "Pascal"))
    assert client.get(f"/teststadt/arbeit/anfragen/{asked.pk}/").status_code == 404
    assert handed_in(client, asked).status_code == 404


def test_an_editor_enters_what_came_on_paper_and_the_history_says_so(asked, town):
    client = signed_in(factories.editor(town))
    handed_in(client, asked, name="Frau Muster")
    assert (version().author, version().user.name) == ("Frau Muster", "Bob")
    page = client.get(f"/teststadt/arbeit/antworten/{version().answer_id}/verlauf/")
    assert "Von Frau Muster, eingetragen von Bob" in " ".join(page.content.decode().split())
    with all_towns():
        assert Inquiry.objects.get(pk=asked.pk).opened_at is None
