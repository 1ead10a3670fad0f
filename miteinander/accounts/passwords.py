"""What a password must not be, besides short and well known (settings.AUTH_PASSWORD_VALIDATORS)."""

import re

from django.core.exceptions import ValidationError

from miteinander.accounts.models import User

LONGEST = 128
# Words that anybody would guess here first (ASVS 5.0, 6.2.11).
OUR_WORDS = ("miteinander", "integrationskonzept", "integration", "passwort", "kennwort", "kommune")
FEWEST_OTHER_LETTERS = 4


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
    """Refuses "Miteinander2026!" and the like."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError if hardly a letter is left without the words of this house."""
        letters = "".join(re.findall(r"[^\W\d_]", password.lower()))
        rest = re.sub("|".join(OUR_WORDS), "", letters)
        if rest != letters and len(rest) < FEWEST_OTHER_LETTERS:
            raise ValidationError("Dieses Passwort ist hier zu leicht zu erraten.")

    def get_help_text(self) -> str:
        """For forms that list the rules."""
        return "Nicht nur Wörter wie Miteinander oder Integration."
