"""Asking institutions for their free places, from the workspace."""

from django.http import HttpResponse
from django.shortcuts import render

from miteinander.courses import rules
from miteinander.courses.actions import providers as actions
from miteinander.courses.queries import courses as found
from miteinander.courses.views._shared import rights, to
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest


def providers(request: TownRequest) -> HttpResponse:
    """Who offers runs that still come, and when they last reported; POST asks those ticked."""
    require(rules.can_manage(request.actor))
    rows = list(found.reporting())
    if request.method == "POST":
        keys = set(request.POST.getlist("institution"))
        asked = [one for one in rows if str(one.pk) in keys]
        if not asked:
            said = "Bitte wählen Sie mindestens eine Institution."
            return to(request, "course_providers", said, good=False)
        try:
            actions.ask(organisations=asked, by=request.actor)
        except NotPossible as refusal:
            return to(request, "course_providers", str(refusal), good=False)
        number = len(asked)
        said = f"{number} {'Institution bekommt' if number == 1 else 'Institutionen bekommen'}"
        return to(request, "course_providers", f"{said} eine Mail mit ihrem Link.")
    return render(request, "courses/providers/list.html", {"rows": rows, **rights(request)})
