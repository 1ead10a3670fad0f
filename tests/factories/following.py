"""People who follow a plan."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from miteinander.following.models import Subscription
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns


def subscription(
    town: Municipality, email: str = "vera@example.org", **values: Any
) -> Subscription:
    """Somebody who follows since yesterday, confirmed unless said otherwise."""
    yesterday = timezone.now() - timedelta(days=1)
    values = {"confirmed_at": yesterday, "told_until": yesterday, **values}
    with all_towns():
        return Subscription.objects.create(municipality=town, email=email, **values)
