"""`python -m tests.operation.asked`: a running round; gives its addresses and a session as JSON."""

import json
import logging
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miteinander.config.settings")
django.setup()

from django.conf import settings  # noqa: E402

from miteinander.kernel.tenancy import town_scope  # noqa: E402
from miteinander.rounds import personal_links  # noqa: E402
from tests import factories  # noqa: E402
from tests.factories import rounds  # noqa: E402
from tests.signing_in import signed_in  # noqa: E402

logging.disable(logging.CRITICAL)


def asked(number: int) -> dict[str, object]:
    """An institution that is asked about so many measures, and the coordinator's session."""
    town = factories.town("Teststadt")
    field = factories.field(factories.edition(town))
    measures = [factories.measure(field, f"Maßnahme {one}") for one in range(number)]
    inquiry = rounds.inquiry(rounds.a_round(field.edition, *measures), factories.organisation(town))
    answers = [rounds.answer(inquiry, measure).pk for measure in measures]
    with town_scope(town):
        link = f"/{town.slug}/bericht/{personal_links.token(inquiry)}/"
    browser = signed_in(factories.coordinator(town))
    return {
        "town": f"/{town.slug}/",
        "link": link,
        "desk": f"/{town.slug}/arbeit/anfragen/{inquiry.pk}/",
        "answers": answers,
        "session": browser.cookies[settings.SESSION_COOKIE_NAME].value,
    }


print(json.dumps(asked(int(sys.argv[1]))))
