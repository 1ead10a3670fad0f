"""Tests of the error pages."""

from django.test import RequestFactory

from miteinander.ui import views


def test_the_page_of_a_failure_needs_no_database():
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "noch einmal" in response.content.decode()


def test_a_refusal_says_its_sentence():
    request = RequestFactory().get("/")
    response = views.forbidden(request, Exception("Nur die Koordination veröffentlicht."))
    assert response.status_code == 403
    assert "Nur die Koordination veröffentlicht." in response.content.decode()


def test_an_address_that_leads_nowhere_says_what_to_do(client, town):
    response = client.get("/gibt/es/nicht/")
    assert response.status_code == 404
    assert "Startseite" in response.content.decode()


def test_the_gallery_is_hidden_from_real_towns(client, town, settings):
    settings.MITEINANDER_DEMO = False
    assert client.get("/bausteine/").status_code == 404
