"""The town's own Word template."""

from miteinander.reporting.models import ReportTemplate


def stored() -> ReportTemplate | None:
    """The template of the town whose scope is open."""
    return ReportTemplate.objects.first()


def own_template() -> bytes | None:
    """Its bytes; None where there is none."""
    found = stored()
    if found is None:
        return None
    with found.file.open("rb") as file:
        return bytes(file.read())
