"""`python -m tests.operation.visit ADDRESS...`: the status of every answer."""

import logging
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miteinander.config.settings")
django.setup()

from django.test import Client  # noqa: E402

logging.disable(logging.CRITICAL)
for address in sys.argv[1:]:
    client = Client(headers={"host": "localhost"})
    print(client.get(address).status_code)
