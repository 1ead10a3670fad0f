"""What is kept of people who follow a plan, why, and how long."""

from django.db.models import Q

from miteinander.kernel.retention.periods import Period
from miteinander.kernel.retention.policy import (
    CONSENT,
    Begin,
    Delete,
    FoundBy,
    Policy,
    Rule,
    Table,
)
from miteinander.kernel.retention.shapes import while_there

SUBSCRIPTION = Table(
    model="following.Subscription",
    title="Abonnements",
    subjects="Menschen, die Neues zum Konzept per Mail bekommen",
    personal={
        "email": "E-Mail",
        "field": "Handlungsfeld",
        "measure": "Maßnahme",
        "asked_at": "Bestellt am",
        "confirmed_at": "Bestätigt am",
    },
    neutral=("told_until",),
    rules=(
        Rule(
            code="subscriptions-unconfirmed",
            title="Abonnements, die niemand bestätigt hat",
            purpose="Die Bestätigung abwarten",
            basis=CONSENT,
            begins=Begin("ab der Bestellung", field="asked_at"),
            where=Q(confirmed_at=None),
            period=Period(days=14),
            then=Delete(),
            is_automatic=True,
        ),
        while_there(
            code="subscriptions",
            title="Abonnements",
            purpose="Neues zum Konzept schicken",
            begins="bis es abbestellt wird",
            then=Delete(),
            basis=CONSENT,
        ),
    ),
    found_by=FoundBy(mail=("email",)),
    if_person_asks=Delete(),
)

POLICY: Policy = (SUBSCRIPTION,)
