"""The town's own Word template: upload, load, remove; a template to begin with."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from miteinander.concept.views._shared import address, back
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.reporting.actions import template as actions
from miteinander.reporting.forms import TemplateForm
from miteinander.reporting.queries.template import own_template, stored
from miteinander.reporting.writers import word
from miteinander.ui.downloads import download

EXPLAINED = {
    "inhalt": "der ganze Bericht; genau einmal, allein in einem Absatz",
    "kommune": "Name der Kommune",
    "titel": "Titel des Konzepts",
    "fassung": "Name der Fassung",
    "beschluss": "wann und von wem sie beschlossen wurde",
    "stand": "Tag, von dem der Bericht handelt",
    "verglichen_mit": "Tag, mit dem er vergleicht",
    "runde": "Berichtsrunde, falls eine gewählt ist",
    "erstellt_am": "Tag, an dem die Datei entsteht",
    "stelle": "Ihre Stelle, wie sie bei den Angaben der Kommune steht",
}


def template(request: TownRequest) -> HttpResponse:
    """GET explains; POST tries the template and keeps it."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_template(form.cleaned_data["file"], by=request.actor)
        except NotPossible as refusal:
            form.add_error("file", str(refusal))
        else:
            sentence = "Die Vorlage ist geprüft und gilt ab jetzt für Berichte in Word."
            return back(request, address(request, "report_template"), sentence)
    names = [(f"{{{{ {name} }}}}", words) for name, words in EXPLAINED.items()]
    context: dict[str, Any] = {"form": form, "template": stored(), "names": names}
    return render(request, "reporting/template.html", context)


@require_safe
def own(request: TownRequest) -> HttpResponse:
    """The template as it was uploaded."""
    content = own_template()
    if content is None:
        raise Http404("Es gibt noch keine eigene Vorlage.")
    return download(content, "Vorlage für den Bericht", "docx")


@require_safe
def starter(request: TownRequest) -> HttpResponse:
    """A template to begin with."""
    return download(word.starter(timezone.localdate()), "Muster für eine Vorlage", "docx")


@require_POST
def remove(request: TownRequest) -> HttpResponse:
    """Back to our look."""
    actions.remove_template(by=request.actor)
    sentence = "Die Vorlage ist entfernt. Berichte sehen wieder aus wie zuvor."
    return back(request, address(request, "report_template"), sentence)
