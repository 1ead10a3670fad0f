"""What a password must not be, besides short and well known (settings.AUTH_PASSWORD_VALIDATORS)."""

import re

from django.core.exceptions import ValidationError

from miteinander.accounts import queries
from miteinander.accounts.models import User

LONGEST = 128
# Words that anybody would guess here first (ASVS 5.0, 6.2.11).
OUR_WORDS = ("miteinander", "integrationskonzept", "integration", "passwort", "kennwort", "kommune")
FEWEST_OTHER_LETTERS = 4
LETTER = r"[^\W\d_]"


class MaximumLength:
    """Refuses what no password manager makes: hashing a megabyte would keep the server busy."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError if it is longer than 128 characters."""
        if len(password) > LONGEST:
            raise ValidationError(f"Dieses Passwort ist länger als {LONGEST} Zeichen.")

    def get_help_text(self) -> str:
        """For forms that list the rules."""
        return f"Höchstens {LONGEST} Zeichen."


class NotOurName:
    """Refuses "Miteinander2026!", "Musterstadt-2026" and the like.

    `town` is the name of the municipality where the person has no role in one yet.
    """

    def __init__(self, town: str = "") -> None:
        self.town = town

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError if hardly a letter is left without the words of this house."""
        letters = "".join(re.findall(LETTER, password.lower()))
        words = {*OUR_WORDS, *_words(self.town), *(_of_towns(user) if user else [])}
        rest = re.sub("|".join(sorted(words, key=len, reverse=True)), "", letters)
        if rest != letters and len(rest) < FEWEST_OTHER_LETTERS:
            raise ValidationError("Dieses Passwort ist hier zu leicht zu erraten.")

    def get_help_text(self) -> str:
        """For forms that list the rules."""
        return "Nicht nur Wörter wie Miteinander, Integration oder der Name der Kommune."


def _of_towns(user: User) -> list[str]:
    towns = queries.municipalities_of(user) if user.pk else []
    return [word for town in towns for word in _words(town.name)]


def _words(name: str) -> list[str]:
    """The words of a name that are long enough to be one: neither "am" nor "bei"."""
    return re.findall(LETTER + "{4,}", name.lower())
