"""Where else the same file is offered."""

from django.db.models import Q

from miteinander.concept.models import Attachment


def public_elsewhere(file: Attachment) -> list[str]:
    """Names of the editions in which its original or a copy of it is still public: one query."""
    same = Attachment.objects.filter(Q(copied_from=file) | Q(pk=file.copied_from_id or 0))
    return list(same.filter(published_at__isnull=False).values_list("edition__label", flat=True))
