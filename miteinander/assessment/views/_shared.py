"""What the pages of needs and judgements share."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods

from miteinander.assessment import rules
from miteinander.assessment.choices import SubjectKind
from miteinander.assessment.models import GoalJudgement, Need
from miteinander.assessment.versions import Overtaken
from miteinander.concept.models import Edition
from miteinander.concept.queries import plan
from miteinander.kernel.http import TownRequest

MODELS: dict[str, Any] = {SubjectKind.NEED: Need, SubjectKind.JUDGEMENT: GoalJudgement}
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def address(request: TownRequest, name: str, **parts: Any) -> str:
    """The address of a page of the workspace."""
    town = request.municipality.slug
    return reverse(f"workspace:{name}", kwargs={"town": town, **parts})


def page_of(request: TownRequest, subject: Need | GoalJudgement) -> str:
    """Where a need or a judgement is shown."""
    if isinstance(subject, Need):
        return address(request, "need", pk=subject.pk)
    goal = address(request, "goal_judgements", pk=subject.goal_id)
    return f"{goal}#bewertung-{subject.pk}"


def to(request: TownRequest, url: str, sentence: str, *, good: bool = True) -> HttpResponse:
    """Lead to a page and say there what happened."""
    (messages.success if good else messages.error)(request, sentence)
    return HttpResponseRedirect(url)


def edition_of(request: TownRequest) -> Edition | None:
    """The edition on which the person works, with its concept."""
    return plan.working_edition(request.municipality, request.GET.get("fassung", ""))


def rights(request: TownRequest) -> dict[str, bool]:
    """What templates ask before they show a button."""
    return {
        "may_edit": rules.can_edit(request.actor),
        "may_publish": rules.can_publish(request.actor),
    }


def say_overtaken(form: Form, refusal: Overtaken) -> None:
    """Tell who saved in between; sending the form once more is meant to replace that."""
    when = f" am {localtime(refusal.at):%d.%m.%Y um %H:%M} Uhr" if refusal.at else ""
    form.add_error(
        None,
        f"Inzwischen hat {refusal.by_name or 'jemand anderes'}{when} gespeichert. Was dort jetzt "
        "steht, zeigt der Verlauf. Wenn Sie noch einmal speichern, gilt Ihr Text.",
    )
    data = form.data.copy()  # type: ignore[attr-defined]
    data["based_on"] = str(refusal.version)
    form.data = data
