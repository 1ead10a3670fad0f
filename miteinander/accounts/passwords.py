"""What a password must not be, besides too short (settings.AUTH_PASSWORD_VALIDATORS)."""

import gzip
import re
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from miteinander.accounts import queries, stolen
from miteinander.accounts.models import User

LONGEST = 128
# Words that anybody would guess here first (ASVS 5.0, 6.2.11).
OUR_WORDS = ("miteinander", "integrationskonzept", "integration", "passwort", "kennwort", "kommune")
FEWEST_OTHER_LETTERS = 4
LETTER = r"[^\W\d_]"
# The passwords of 12 characters and more among the million commonest; made by assets/build.py.
LONG_AND_COMMON = Path(__file__).parent / "vendor" / "common-passwords.txt.gz"


class MaximumLength:
    """Refuses what no password manager makes: hashing a megabyte would keep the server busy."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError if it is longer than 128 characters."""
        if len(password) > LONGEST:
            raise ValidationError(f"Dieses Passwort ist länger als {LONGEST} Zeichen.")

    def get_help_text(self) -> str:
        """For forms that list the rules."""
        return f"Höchstens {LONGEST} Zeichen."


class Common(CommonPasswordValidator):
    """Refuses the commonest passwords: Django's 20,000, of which few are long enough, and more."""

    def __init__(self) -> None:
        super().__init__()
        with gzip.open(LONG_AND_COMMON, "rt", encoding="utf-8") as file:
            self.passwords |= set(file.read().splitlines())


class Stolen:
    """Refuses what `miteinander stolen-passwords` was told to be stolen elsewhere."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError if the list knows the password."""
        if stolen.is_stolen(password):
            raise ValidationError(
                "Dieses Passwort wurde schon einmal gestohlen und steht in Listen, mit denen "
                "Angreifer raten. Bitte wählen Sie ein anderes, auch überall sonst, wo Sie dieses "
                "benutzen."
            )

    def get_help_text(self) -> str:
        """For forms that list the rules."""
        return "Keines, das schon einmal irgendwo gestohlen wurde."


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
