"""`python -m tests.operation.session`: a coordinator's session, as a cookie's value."""

import logging
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miteinander.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from miteinander.accounts.models import User  # noqa: E402

logging.disable(logging.CRITICAL)
client = Client()
user = User.objects.order_by("pk")[0]
client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
