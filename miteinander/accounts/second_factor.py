"""How allauth's second factors behave here."""

from io import BytesIO

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from qrcode import make
from qrcode.image.svg import SvgPathFillImage

from miteinander.accounts import queries
from miteinander.accounts.models import User
from miteinander.accounts.sealed import FACTOR
from miteinander.kernel.encryption import texts


class Adapter(DefaultMFAAdapter):
    """Secrets are stored encrypted; words are ours."""

    # The library's own German says "du".
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": "",
        "cannot_delete_authenticator": "Dieser zweite Faktor kann nicht entfernt werden.",
        "cannot_generate_recovery_codes": (
            "Ersatzcodes gibt es erst, wenn Sie einen zweiten Faktor eingerichtet haben."
        ),
        "incorrect_code": (
            "Das hat nicht gestimmt. Bitte versuchen Sie es mit einem neuen Code noch einmal."
        ),
        "unverified_email": "Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse.",
    }

    def encrypt(self, text: str) -> str:
        """A dump of the database must not make a second factor."""
        return texts.seal(text, FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` stored."""
        return texts.unseal(encrypted_text, FACTOR)

    def build_totp_svg(self, url: str) -> str:
        """The QR code on a white ground: in the dark, black on black, no app can read it."""
        drawn = BytesIO()
        make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """A name to begin with; people change it to that of the device."""
        number = queries.passkeys_of(user).count() + 1
        return f"Passkey {number}"
