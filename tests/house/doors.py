"""Every address of the workspace and the public pages, filled with the keys of a full town.

A new address whose parts nobody filled fails here, so it cannot escape the tests of the doors.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from miteinander.accounts.choices import TokenScope
from miteinander.accounts.models import ApiToken
from miteinander.concept.choices import ImportState, ItemKind
from miteinander.concept.models import (
    Attachment,
    ConceptImport,
    Guideline,
    ItemVersion,
    Proposal,
)
from miteinander.courses.choices import CourseKind
from miteinander.kernel.models import LegalHold, Municipality
from miteinander.kernel.tenancy import all_towns
from miteinander.network.models import Person
from miteinander.privacy.models import RetentionRun
from miteinander.reporting.choices import FileState
from miteinander.reporting.models import ReportFile, ReportTemplate
from miteinander.reporting.writers import word
from miteinander.rounds import personal_links
from miteinander.rounds.models import AnswerFile, Letter
from tests import factories
from tests.factories import rounds

# What the key behind a part of an address names: "ziele/<int:pk>/" is a goal.
KEYS = {
    "anfragen": "inquiry",
    "antwortdateien": "answer_file",
    "antworten": "answer",
    "berichtsrunden": "round",
    "durchsicht": "measure",
    "anhang": "answer_file",
    "antwort": "answer",
    "zurueck": "colleague",
    "schreiben": "letter",
    "wer": "organisation",
    "angebote": "course",
    "anmeldungen": "course_request",
    "kurse": "course_run",
    "durchgaenge": "course_run",
    "fortbildungen": "training",
    "teilnehmende": "participant",
    "bedingungen": "condition",
    "bedarfe": "need",
    "bedarfsbelege": "need_evidence",
    "bewertungen": "judgement",
    "bewertungsbelege": "judgement_evidence",
    "berichte": "report",
    "dateien": "file",
    "eintraege": "proposal",
    "fassungen": "edition",
    "felder": "field",
    "geschrieben": "report_file",
    "handlungsfelder": "field",
    "importe": "document",
    "laeufe": "run",
    "sperren": "hold",
    "institutionen": "organisation",
    "listen": "entry",
    "massnahmen": "measure",
    "meine-massnahmen": "measure",
    "personen": "person",
    "sprechen": "member",
    "schnittstelle": "token",
    "themen": "topic",
    "vergleich": "edition",
    "verlauf": "version",
    "kurswuensche": "learner",
    "ortsteile": "district",
    "platzangebote": "offer",
    "vermittlungslaeufe": "placement_round",
    "vorschlaege": "placement_proposal",
    "ziele": "goal",
    "zugaenge": "member",
    "zweig": "field",
}
# Parts that are words; below `konzept/` a word names the kind of item whose key follows.
WORDS = {
    "kommunen": "gemeinde-im-kreis",
    "liste": "leitlinien",
    "listen": "leitlinien",
    "loeschen": "contacts",
    "konzept": "massnahmen",
}
ENDINGS = {"ending": "csv", "token": "x", "day": "2026-03-01"}


@dataclass
class FullTown:
    """A town and one object of every kind in it: name -> object."""

    municipality: Municipality
    things: dict[str, models.Model] = field(default_factory=dict)

    @property
    def personal_token(self) -> str:
        """The token of the link by which somebody answers without an account."""
        return personal_links.token(self.things["inquiry"])


def full_town(municipality: Municipality) -> FullTown:
    """Fill a town: one public edition, and in it one of everything that an address can name."""
    edition = factories.edition(
        municipality, predecessor=factories.edition(municipality, is_published=False)
    )
    factories.measure(factories.field(edition.predecessor))
    within = factories.field(edition)
    topic = factories.topic(within)
    goal = factories.goal(within, topic=topic)
    lead = factories.organisation(municipality)
    measure = factories.measure(goal, lead=lead)
    things: dict[str, models.Model] = {
        "edition": edition,
        "field": within,
        "topic": topic,
        "goal": goal,
        "measure": measure,
        "organisation": lead,
        "report": factories.report(measure, is_published=False),
        "member": factories.coordinator(municipality),
        "need": factories.need(municipality, "", within, goal, measure),
        "judgement": factories.judgement(goal),
    }
    things["condition"] = factories.condition(municipality)
    things["course_run"] = factories.course_run(
        factories.course(lead, things["condition"], is_public=True)
    )
    things["course"] = things["course_run"].course
    things["district"] = factories.district(municipality)
    things["learner"] = factories.learner(municipality, district=things["district"])
    things["placement_proposal"] = factories.proposal(
        factories.learner(municipality), things["course_run"]
    )
    things["placement_round"] = things["placement_proposal"].round
    things["offer"] = factories.offer(factories.learner(municipality), things["course_run"])
    things["course_request"] = factories.course_request(things["course_run"])
    things["training"] = factories.course_run(factories.course(lead, kind=CourseKind.STAFF))
    things["participant"] = factories.participant(things["training"])
    for one in ("need", "judgement"):
        things[f"{one}_evidence"] = factories.evidence(things[one])
    factories.token(municipality, TokenScope.PLAN)
    with all_towns():
        things["token"] = ApiToken.objects.get(municipality=municipality)
        things |= _more(municipality, things)
        things |= _asked(things)
    factories.edition(factories.town("Gemeinde im Kreis", parent=municipality))
    return FullTown(municipality, things)


def _more(municipality: Municipality, things: dict[str, Any]) -> dict[str, models.Model]:
    own = {"municipality": municipality}
    of_edition = {**own, "edition": things["edition"]}
    file = Attachment(
        **of_edition,
        measure=things["measure"],
        title="D",
        name="d.pdf",
        media_type="application/pdf",
    )
    file.size, file.published_at = 1, timezone.now()
    file.file.save("d", ContentFile(b"d"))
    template = ReportTemplate(**own, name="v.docx", size=1)
    template.file.save("v", ContentFile(word.starter(timezone.localdate())))
    said = {"on": "2026-03-01", "since": "2025-03-01", "round": None, "parts": []}
    written = ReportFile(**of_edition, user=things["member"], kind="pdf", state=FileState.DONE)
    written.asked, written.heartbeat_at = said, timezone.now()
    written.finished_at = written.heartbeat_at
    written.file.save("b", ContentFile(b"b"))
    document = ConceptImport(**of_edition, name="k.txt", state=ImportState.REVIEW)
    document.sha256, document.lines = "0" * 64, [[1, 1, "Satz eins. Satz zwei."]]
    document.file.save("k", ContentFile(b"k"))
    of_document = {**own, "document": document, "kind": ItemKind.FIELD}
    Proposal.objects.create(**of_document, title="davor")
    return {
        "file": file,
        "document": document,
        "report_file": written,
        "proposal": Proposal.objects.create(**of_document, title="Feld", position=1),
        "entry": Guideline.objects.create(**of_edition, title="Leitlinie"),
        "person": Person.objects.create(
            **own, organisation=things["organisation"], last_name="Muster"
        ),
        "run": RetentionRun.objects.create(**own, rule="contacts"),
        "hold": LegalHold.objects.create(**own, kind="network.person", key="1", reason="Streit"),
        "version": ItemVersion.objects.create(
            **own,
            kind=ItemKind.MEASURE,
            item_id=things["measure"].pk,
            version=1,
            values={"title": "früher"},
            by_name="Alice",
        ),
    }


def _asked(things: dict[str, Any]) -> dict[str, models.Model]:
    """A round with an answer, a file, a letter, and a colleague to whom something was passed on."""
    asking = rounds.a_round(things["edition"], things["measure"])
    inquiry = rounds.inquiry(asking, things["organisation"])
    answer = rounds.answer(inquiry, things["measure"])
    colleague = rounds.inquiry(asking, things["organisation"], passed_on_by=inquiry)
    file = AnswerFile(
        municipality=answer.municipality, answer=answer, name="d.pdf", media_type="application/pdf"
    )
    file.size = 1
    file.file.save("d", ContentFile(b"d"))
    letter = Letter.objects.create(
        municipality=answer.municipality,
        inquiry=inquiry,
        kind="invitation",
        written_on=asking.due_on,
    )
    return {
        "round": asking,
        "inquiry": inquiry,
        "answer": answer,
        "colleague": colleague,
        "answer_file": file,
        "letter": letter,
    }


def patterns(namespace: str) -> list[URLPattern]:
    """Every pattern of the namespace."""
    (found,) = (
        one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == namespace
    )
    assert all(isinstance(one, URLPattern) for one in found.url_patterns)
    return list(found.url_patterns)


def addresses(
    namespace: str, full: FullTown, town: Municipality | None = None
) -> Iterator[tuple[str, str]]:
    """(name, address) of every pattern, with the keys of `full` below the address of `town`."""
    slug = (town or full.municipality).slug
    for pattern in patterns(namespace):
        parts = {"town": slug, **_parts(pattern, full)}
        assert pattern.name, f"{pattern.pattern} needs a name"
        yield pattern.name, reverse(f"{namespace}:{pattern.name}", kwargs=parts)


def takes_key(name: str) -> bool:
    """Whether the workspace's address of this name holds the key of an object."""
    (pattern,) = (one for one in patterns("workspace") if one.name == name)
    return "int" in str(pattern.pattern)


def _parts(pattern: URLPattern, full: FullTown) -> dict[str, Any]:
    regex = pattern.pattern.regex
    wanted = list(regex.groupindex)
    before = ""
    parts: dict[str, Any] = {}
    route = str(pattern.pattern).replace("<slug:slug>-<int:pk>", "<int:pk>")
    for piece in route.strip("/").split("/"):
        name = piece.rpartition(":")[2].rstrip(">")
        if piece == "<str:token>":
            parts[name] = full.personal_token
        elif piece.startswith("<int:"):
            parts[name] = full.things[_known(KEYS, before, pattern)].pk
        elif piece.startswith("<slug:"):
            parts[name] = _known(WORDS, before, pattern)
            before = parts[name] if before == "konzept" else before
        else:
            before = piece
    for name in wanted:
        if name not in parts:
            parts[name] = "x" if name == "slug" else _known(ENDINGS, name, pattern)
    return parts


def _known(table: dict[str, str], key: str, pattern: URLPattern) -> str:
    assert key in table, f"tests/house/doors.py does not know what fills {pattern.pattern}"
    return table[key]
