"""Passwords that were stolen elsewhere, and those that are common: refused without any network."""

import gzip
import hashlib
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.accounts import passwords, stolen
from miteinander.accounts.models import User
from miteinander.operation import deployment
from tests import factories
from tests.accounts.test_passwords import PASSWORD, change
from tests.signing_in import signed_in

STOLEN = "Sommerfrische am Meer"
FREE = "Winterfrische am Berg"


@pytest.fixture(autouse=True)
def data(settings, tmp_path) -> Path:
    """A data folder of its own, without a list."""
    settings.DATA = tmp_path
    return tmp_path


def line(password: str, count: int = 3) -> bytes:
    return f"{hashlib.sha1(password.encode()).hexdigest().upper()}:{count}\r\n".encode()


def public_list(*words: str) -> list[bytes]:
    """Lines as they stand in "Pwned Passwords, ordered by hash"."""
    return sorted(line(word) for word in words)


def test_a_stolen_password_is_refused_with_a_sentence_and_another_is_taken(town):
    stolen.store(public_list(STOLEN, "a", "b", "c"))
    bob = factories.editor(town)
    browser = signed_in(bob)
    data = {"oldpassword": PASSWORD, "password1": STOLEN, "password2": STOLEN}
    page = browser.post("/konto/password/change/", data).content.decode()
    assert "schon einmal gestohlen" in page
    assert User.objects.get(pk=bob.pk).check_password(PASSWORD)
    change(browser, PASSWORD, FREE)
    assert User.objects.get(pk=bob.pk).check_password(FREE)


@pytest.mark.parametrize("password", [STOLEN, FREE])
def test_without_a_list_no_password_is_a_stolen_one(password):
    passwords.Stolen().validate(password)
    assert stolen.entries() is None


@pytest.mark.parametrize(
    "content",
    [
        b"".join(public_list(STOLEN, "x", "y")),
        line("x") + line(STOLEN) + line("a") + line(STOLEN),
        line(STOLEN).lower().replace(b":3\r\n", b""),
        f"eins\n{STOLEN}\r\nzwei\n\n".encode(),
        b"\xef\xbb\xbf" + STOLEN.encode(),
    ],
    ids=["by hash", "by count", "without counts", "passwords", "one, with a mark before it"],
)
def test_the_command_reads_every_kind_of_list(data, content, capsys):
    (data / "list.txt").write_bytes(content)
    call_command("stolen_passwords", str(data / "list.txt"))
    assert "gestohlene Passwörter sind bekannt" in capsys.readouterr().out
    assert stolen.is_stolen(STOLEN)
    assert not stolen.is_stolen(FREE)
    names = {path.name for path in data.glob("stolen-*")}
    assert names == {"stolen-passwords", "stolen-passwords.lock"}


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "leer"),
        (b"\n\r\n", "leer"),
        (line("a") + b"1234\n", "Zeile 2"),
        (line("a") + line("b")[:39], "Zeile 2"),
        (b"8846F7EAEE8FB117AD06BDD830B7586C:5\n", "NTLM"),
    ],
)
def test_a_list_that_is_none_is_refused_and_the_old_one_stays(data, content, word):
    stolen.store(public_list(STOLEN))
    (data / "list.txt").write_bytes(content)
    with pytest.raises(CommandError, match=word):
        call_command("stolen_passwords", str(data / "list.txt"))
    assert stolen.is_stolen(STOLEN)
    assert not list(data.glob("*.draft"))


def test_a_file_that_is_not_there_is_told(data):
    with pytest.raises(CommandError, match=r"nothing.txt: .*Es bleibt, wie es war"):
        call_command("stolen_passwords", str(data / "nothing.txt"))


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.text(st.characters(codec="utf-8"), min_size=12), min_size=1), other=st.text()
)
def test_exactly_the_passwords_of_the_list_are_stolen(words, other):
    number = stolen.store([line(word) for word in words])
    assert number == len(set(words))
    assert all(stolen.is_stolen(word) for word in words)
    assert stolen.is_stolen(other) == (other in words)


def test_a_long_list_is_sorted_in_parts(monkeypatch):
    monkeypatch.setattr(stolen, "CHUNK", 7)
    words = [f"kennwort-nummer-{number}" for number in range(100)]
    assert stolen.store(map(line, [*words, *words])) == 100
    assert all(stolen.is_stolen(word) for word in words)


def test_of_a_list_that_is_too_long_to_be_sorted_here_somebody_is_told_which_other(monkeypatch):
    monkeypatch.setattr(stolen, "CHUNK", 1)
    monkeypatch.setattr(stolen, "MOST_RUNS", 2)
    with pytest.raises(stolen.ListError, match="nach Hash sortiert"):
        stolen.store(sorted((line(str(number)) for number in range(9)), reverse=True))
    assert stolen.store(public_list(*map(str, range(9)))) == 9


def test_only_a_part_of_the_list_is_ever_in_memory(monkeypatch):
    """No more lines are taken than fit a part, before the part lies on the disk."""
    monkeypatch.setattr(stolen, "CHUNK", 10)
    taken = 0

    def lines():
        nonlocal taken
        for one in public_list(*map(str, range(95))):
            taken += 1
            yield one

    def tell(number: int) -> None:
        assert number == taken
        seen.append(number)

    seen: list[int] = []
    stolen.store(lines(), tell)
    assert seen == [*range(10, 91, 10), 95]


def test_a_reading_that_is_killed_leaves_the_old_list_and_the_next_one_tidies_up(data):
    stolen.store(public_list(STOLEN))
    command = [sys.executable, "-m", "miteinander", "stolen-passwords", "-"]
    environment = {"MITEINANDER_DATA": str(data)}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    assert process.stdin
    # More than a pipe holds: the command has begun to read when this returns.
    process.stdin.write(b"".join(line(str(number)) for number in range(50_000)))
    process.kill()
    process.wait()
    assert stolen.is_stolen(STOLEN)
    assert list(data.glob("*.draft"))
    assert stolen.store(public_list(FREE)) == 1
    assert not list(data.glob("*.draft"))
    assert not stolen.is_stolen(STOLEN)


def test_two_readings_do_not_write_into_each_other():
    def lines():
        with pytest.raises(stolen.ListError, match="Gerade wird schon"):
            stolen.store(public_list(FREE))
        yield line(STOLEN)

    assert stolen.store(lines()) == 1
    assert stolen.is_stolen(STOLEN)


@pytest.mark.parametrize("content", [b"", b"stolen1", b"stolen1\nabc", b"another\n123456"])
def test_a_damaged_list_is_told_by_the_check_and_not_taken_for_an_empty_one(content):
    stolen.path().write_bytes(content)
    assert [problem for problem in deployment.problems() if "beschädigt" in problem]
    with pytest.raises(stolen.ListError, match="beschädigt"):
        stolen.is_stolen(FREE)


def test_the_check_advises_a_list_where_there_is_none():
    assert "stolen-passwords" in deployment.advice()[0]
    stolen.store(public_list(STOLEN))
    assert deployment.advice() == []


def test_more_than_the_3000_commonest_passwords_that_are_long_enough_are_refused():
    """In the order of the list, so the first 3,000 are the commonest; ASVS 5.0, 6.2.4."""
    with gzip.open(passwords.LONG_AND_COMMON, "rt", encoding="utf-8") as file:
        words = list(islice((word.rstrip("\n") for word in file), 3000))
    assert len(set(words)) == 3000
    assert min(map(len, words)) >= 12
    validator = passwords.Common()
    for word in words:
        with pytest.raises(ValidationError):
            validator.validate(word.title())


@pytest.mark.parametrize("password", ["1q2w3e4r5t6y", "123QWEasdzxc", "googletester"])
def test_what_many_people_take_is_refused_by_the_page(town, password):
    bob = factories.editor(town)
    change(signed_in(bob), PASSWORD, password)
    assert User.objects.get(pk=bob.pk).check_password(PASSWORD)
