"""Tests of what an identity token has to say; test_town_sign_in.py goes the whole way."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from miteinander.accounts import oidc

KEY = ec.generate_private_key(ec.SECP256R1())
PUBLIC = {**ECAlgorithm.to_jwk(KEY.public_key(), as_dict=True), "kid": "1", "use": "sig"}
ISSUER, CLIENT = "https://anmeldung.example", "miteinander"


class _Keys(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"keys": [PUBLIC]}).encode())

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def config(settings) -> Iterator[dict[str, str]]:
    """What an issuer says about itself; its keys can be had on loopback."""
    settings.MITEINANDER_PRIVATE_HOSTS = ["127.0.0.1"]
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Keys)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield {"issuer": ISSUER, "jwks_uri": f"http://127.0.0.1:{server.server_port}/"}
    server.shutdown()
    server.server_close()
    thread.join()


def token(**changes: object) -> str:
    """A token for us that is good now, but for the changes; None leaves a claim out."""
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": CLIENT, "sub": "bob", "iat": now, "exp": now + 300} | changes
    given = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(given, KEY, algorithm="ES256", headers={"kid": "1"})


def test_a_token_for_us_is_taken(config):
    assert oidc.verified(token(), config, CLIENT)["sub"] == "bob"
    assert oidc.verified(token(aud=[CLIENT, "x"], azp=CLIENT), config, CLIENT)["sub"] == "bob"


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "eine-andere-anwendung"},
        {"aud": None},
        {"azp": "eine-andere-anwendung"},
        {"iss": "https://anderer-dienst.example"},
        {"iss": f"{ISSUER}.boese.example"},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"iat": 32_000_000_000},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_for_us_or_not_good_now_is_refused(config, changes):
    with pytest.raises(OAuth2Error):
        oidc.verified(token(**changes), config, CLIENT)


@pytest.mark.parametrize(
    ("claims", "are_two"),
    [
        ({"amr": ["mfa"]}, True),
        ({"amr": ["pwd", "otp"]}, True),
        ({"amr": ["fpt", "hwk"]}, True),
        ({"acr": "http://eidas.europa.eu/LoA/high"}, True),
        ({}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "pin"]}, False),
        ({"amr": "mfa"}, False),
        ({"amr": [["mfa"], None, 2]}, False),
        ({"amr": {"mfa": True}, "acr": ["https://refeds.org/profile/mfa"]}, False),
        ({"acr": "2"}, False),
        ({"acr": "http://eidas.europa.eu/LoA/low"}, False),
    ],
)
def test_two_factors_are_two_of_different_kinds_and_nonsense_is_none(claims, are_two):
    assert oidc.tells_two_factors(claims) == are_two


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        (
            ["0", "http://eidas.europa.eu/LoA/high"],
            {"acr_values": "http://eidas.europa.eu/LoA/high"},
        ),
        (["0", "1"], {}),
        ([["https://refeds.org/profile/mfa"], None], {}),
        ("https://refeds.org/profile/mfa", {}),
        (None, {}),
    ],
)
def test_a_service_is_asked_for_levels_only_that_it_knows_and_that_mean_two(known, asked):
    assert oidc.wish_for_two_factors({"acr_values_supported": known}) == asked
    assert oidc.wish_for_two_factors({}) == {}
