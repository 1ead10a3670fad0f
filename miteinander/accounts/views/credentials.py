"""Allauth's pages that change how somebody signs in, behind the own proof (fresh.py)."""

from allauth.account.views import password_set
from allauth.mfa.recovery_codes.views import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from allauth.mfa.webauthn.views import add_webauthn, edit_webauthn, remove_webauthn
from django.views.decorators.cache import never_cache

from miteinander.accounts.fresh import own_proof_required

set_password = never_cache(own_proof_required(password_set))
add_app = never_cache(own_proof_required(activate_totp))
remove_app = never_cache(own_proof_required(deactivate_totp))
show_codes = never_cache(own_proof_required(view_recovery_codes))
make_codes = never_cache(own_proof_required(generate_recovery_codes))
add_passkey = never_cache(own_proof_required(add_webauthn))
name_passkey = never_cache(own_proof_required(edit_webauthn))
remove_passkey = never_cache(own_proof_required(remove_webauthn))
