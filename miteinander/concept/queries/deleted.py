"""What was deleted from the plan and is still not back."""

from miteinander.concept.models import ItemVersion
from miteinander.concept.values import MODELS

MOST = 200


def deleted() -> list[ItemVersion]:
    """The deletions that can be undone, the newest first, at most 200: five queries."""
    found = list(ItemVersion.objects.filter(is_deletion=True).order_by("-at", "-pk")[: MOST * 2])
    there = {
        (str(kind), pk)
        for kind, model in MODELS.items()
        for pk in model.objects.filter(
            pk__in=[one.item_id for one in found if one.kind == kind]
        ).values_list("pk", flat=True)
    }
    newest: dict[tuple[str, int], ItemVersion] = {}
    for one in found:
        newest.setdefault((one.kind, one.item_id), one)
    return [one for key, one in newest.items() if key not in there][:MOST]
