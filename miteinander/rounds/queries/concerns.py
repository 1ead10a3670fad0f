"""Who is asked in a round and is not in the directory any more, and whom no mail reaches."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from miteinander.kernel.models import LONGEST_HANDING_OVER, OutgoingMail
from miteinander.network.models import Person
from miteinander.rounds.choices import WAITED_FOR
from miteinander.rounds.models import Answer, Inquiry, Letter, Round


def is_left() -> Q:
    """Inquiries with open answers whose address is no contact person's and not the institution's.

    So it is when the person who was asked left. Whoever was given measures by a colleague need not
    stand in the directory.
    """
    here = Person.objects.filter(
        organisation=OuterRef("organisation"), email__iexact=OuterRef("email")
    )
    waiting = Answer.objects.filter(inquiry=OuterRef("pk"), state__in=WAITED_FOR)
    own = Q(email__iexact=F("organisation__email")) | Q(Exists(here))
    return Q(Exists(waiting), passed_on_by=None) & ~Q(email="") & ~own


def left(rounds: Collection[Round]) -> Counter[int]:
    """Round's key -> how many inquiries `is_left` names; one query."""
    return _counted(Inquiry.objects.filter(is_left(), round__in=rounds))


def unreached(rounds: Collection[Round]) -> Counter[int]:
    """Round's key -> how many have no address or did not get the newest mail; one query."""
    newest = Letter.objects.filter(inquiry=OuterRef("pk")).order_by("-pk").values("mail")[:1]
    lost = OutgoingMail.objects.filter(_is_lost(timezone.now()))
    found = Inquiry.objects.filter(round__in=rounds).annotate(newest=Subquery(newest))
    return _counted(found.filter(Q(email="") | Q(newest__in=lost.values("pk"))))


def _is_lost(now: datetime) -> Q:
    """Mails that failed, came back or are uncertain, as `OutgoingMail.state` says."""
    uncertain = Q(sent_at=None, handed_at__lt=now - LONGEST_HANDING_OVER)
    return Q(bounced_at__isnull=False) | Q(failed_at__isnull=False) | uncertain


def _counted(found: QuerySet[Inquiry]) -> Counter[int]:
    return Counter(found.order_by().values_list("round_id", flat=True))
