"""One row of everything that is stored about a person, made of canary words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from miteinander.accounts.models import ApiToken, Membership, User, WeeklyDigest
from miteinander.assessment.models import AssessmentVersion
from miteinander.concept import models as concept
from miteinander.concept.choices import ImportState, ItemKind, Succession
from miteinander.courses.models import PlacementProposal, PlacementRound
from miteinander.following.models import Subscription
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import Door
from miteinander.kernel.models import (
    ErasureLog,
    LegalHold,
    Municipality,
    OutgoingMail,
)
from miteinander.kernel.tenancy import all_towns
from miteinander.network.models import Organisation, Person, Representative
from miteinander.privacy.models import RetentionDecision, RetentionRun
from miteinander.reporting.models import ReportFile, ReportTemplate
from miteinander.rounds.models import AnswerFile, AnswerVersion
from tests.factories.assessment import evidence, judgement, need
from tests.factories.concept import edition, field, goal, measure, report, topic
from tests.factories.courses import course, course_request, course_run, participant
from tests.factories.people import editor, organisation
from tests.factories.placement import learner, offer, proposal
from tests.factories.rounds import a_round, answer, inquiry


@dataclass
class Known:
    """Somebody of whom everything is stored: the rows by the name of their model."""

    word: str
    user: User
    contact: Person
    rows: dict[str, Model]


def known(town: Municipality, word: str) -> Known:
    """Somebody called `word`, who is named in every text of a town that can name anybody."""
    user = editor(town, f"{word} Muster")
    with all_towns():
        name = f"Verein von {user.name}"
        texts = ("short_name", "description", "address", "phone", "website")
        office = organisation(town, name, email=user.email, **dict.fromkeys(texts, name))
        contact = Person.objects.create(
            municipality=town,
            organisation=office,
            first_name=word,
            last_name="Muster",
            function=f"Aufgabe von {user.name}",
            email=user.email,
            phone=f"0151 {word}",
        )
        rows: dict[str, Model] = {"accounts.User": user, "network.Person": contact}
        rows["network.Organisation"] = office
        for make in _MAKERS:
            rows |= make(town, user, rows)
        texts = ("office", "phone", "address", "welcome", "imprint", "privacy", "accessibility")
        Municipality.objects.filter(pk=town.pk).update(
            **dict.fromkeys(texts, f"Gefragt: {user.name}"), email=user.email
        )
        town.refresh_from_db()
    return Known(word, user, contact, rows)


Rows = dict[str, Any]
Maker = Callable[[Municipality, User, Rows], Rows]


def _of_kernel(town: Municipality, user: User, rows: Rows) -> Rows:
    mail = OutgoingMail.objects.create(
        municipality=town,
        to=user.email,
        subject=f"Betreff {user.name}",
        body=f"Text {user.name}",
        sent_at=timezone.now(),
    )
    event = audit.record(Actor(town.pk, Door.SESSION, user.pk), "x.y", kind="z")
    hold = LegalHold.objects.create(
        municipality=town,
        kind="accounts.user",
        key=str(user.pk),
        reason=f"Streit mit {user.name}",
        ended_at=timezone.now(),
    )
    log = ErasureLog.objects.create(
        municipality=town, kind="x.y", key="1", rule="r", erased_at=timezone.now()
    )
    return {
        "kernel.Municipality": town,
        "kernel.OutgoingMail": mail,
        "kernel.AuditEvent": event,
        "kernel.LegalHold": hold,
        "kernel.ErasureLog": log,
    }


def _of_account(town: Municipality, user: User, rows: Rows) -> Rows:
    store = SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store.create()
    address = EmailAddress.objects.create(user=user, email=user.email, verified=True)
    return {
        "network.Representative": Representative.objects.create(
            municipality=town,
            user=user,
            organisation=rows["network.Organisation"],
            membership=Membership.objects.get(municipality=town, user=user),
        ),
        "accounts.ApiToken": ApiToken.objects.create(
            municipality=town,
            made_by=user,
            name=f"Programm von {user.name}",
            prefix=f"mit_{user.pk}",
            secret_hash="0" * 64,
            expires_at=timezone.now(),
        ),
        "accounts.WeeklyDigest": WeeklyDigest.objects.create(municipality=town, user=user),
        "accounts.Membership": Membership.objects.get(municipality=town, user=user),
        **_of_libraries(user),
        "sessions.Session": Session.objects.get(pk=store.session_key),
        "account.EmailAddress": address,
        "account.EmailConfirmation": EmailConfirmation.objects.create(
            email_address=address, key=f"key-{user.pk}", sent=timezone.now()
        ),
    }


def _of_libraries(user: User) -> Rows:
    account = SocialAccount.objects.create(
        user=user, provider="x", uid=f"uid-{user.name}", extra_data={"name": user.name}
    )
    return {
        "mfa.Authenticator": Authenticator.objects.create(
            user=user, type=Authenticator.Type.TOTP, data={"secret": "x"}
        ),
        "usersessions.UserSession": UserSession.objects.create(
            user=user,
            session_key=f"key-{user.pk}",
            ip="127.0.0.1",
            user_agent=f"Browser von {user.name}",
            data={"name": user.name},
        ),
        "socialaccount.SocialAccount": account,
        "socialaccount.SocialToken": SocialToken.objects.create(account=account, token="x"),
    }


def _of_plan(town: Municipality, user: User, rows: Rows) -> Rows:
    text = f"gesagt von {user.name}"
    whole = edition(town, preamble=text, process=text, adopted_by=text, label=text[:80])
    within = field(whole, text, description=text)
    below = topic(within, text, description=text)
    aim = goal(within, text, description=text, topic=below)
    texts = ("description", "approach", "period", "cost", "funding", "indicators", "internal_notes")
    done = measure(aim, text, lead=rows["network.Organisation"], **dict.fromkeys(texts, text))
    of_edition = {"municipality": town, "edition": whole, "title": text, "description": text}
    lists = (concept.Dimension, concept.CrossCuttingTheme, concept.TargetGroup)
    found: Rows = {one._meta.label: one.objects.create(**of_edition) for one in lists}
    step = concept.ProcessStep.objects.create(**of_edition, date_text=text)
    guideline = concept.Guideline.objects.create(**of_edition, question=text)
    link = concept.MeasureLink.objects.create(
        municipality=town, measure=done, title=text, url=f"https://x.example/{user.name}"
    )
    line = concept.MeasureSuccession.objects.create(
        municipality=town, edition=whole, successor=done, kind=Succession.NEW, reason=text
    )
    rows = {
        "MeasureSuccession": line,
        "Edition": whole,
        "Field": within,
        "Topic": below,
        "Goal": aim,
        "Measure": done,
    }
    rows |= {"ProcessStep": step, "Guideline": guideline, "MeasureLink": link}
    return found | {f"concept.{name}": row for name, row in rows.items()}


def _of_work(town: Municipality, user: User, rows: Rows) -> Rows:
    done, text = rows["concept.Measure"], f"geschrieben von {user.name}"
    words = dict.fromkeys(("note", "results", "obstacles", "next_steps", "status_text"), text)
    said = report(done, author=user.name, user=user, **words)
    own = {"municipality": town}
    kept = [{"fields": {"user": user.pk, "author": user.name, "note": text}}]
    of_item = {**own, "kind": ItemKind.MEASURE, "item_id": done.pk}
    draft = concept.Draft.objects.create(
        **of_item, user=user, base_version=1, values={"title": text}
    )
    version = concept.ItemVersion.objects.create(
        **of_item, version=1, values={"title": text, "reports": kept}, by=user, by_name=user.name
    )
    document = concept.ConceptImport(**own, user=user, name=text, title=text, sha256="0" * 64)
    document.lines, document.unplaced = [[1, 1, text]], [{"text": text}]
    document.institutions, document.state = {text: "new"}, ImportState.TAKEN_OVER
    document.finished_at = timezone.now()
    document.file.save("k", ContentFile(text.encode()))
    proposal = concept.Proposal.objects.create(
        **own, document=document, kind=ItemKind.FIELD, title=text, description=text
    )
    concept.Proposal.objects.filter(pk=proposal.pk).update(values={"x": text}, doubts=[text])
    file = concept.Attachment(**own, edition=rows["concept.Edition"], title=text, size=1)
    file.name = text
    file.file.save("d", ContentFile(b"d"))
    return {
        "concept.StatusReport": said,
        "concept.Draft": draft,
        "concept.ItemVersion": version,
        "concept.ConceptImport": document,
        "concept.Proposal": proposal,
        "concept.Attachment": file,
    }


def _of_rounds(town: Municipality, user: User, rows: Rows) -> Rows:
    text = f"geantwortet von {user.name}"
    asked = inquiry(
        a_round(rows["concept.Edition"]),
        rows["network.Organisation"],
        person=rows["network.Person"],
        name=user.name,
        email=user.email,
    )
    words = ("note", "results", "obstacles", "next_steps", "question", "other_note")
    said = answer(
        asked,
        rows["concept.Measure"],
        **dict.fromkeys(words, text),
        author=user.name,
        user=user,
        other_name=user.name,
        other_email=user.email,
        answered_at=timezone.now(),
    )
    before = AnswerVersion.objects.create(
        municipality=town,
        answer=said,
        version=1,
        values={"note": text},
        author=user.name,
        user=user,
    )
    file = AnswerFile(municipality=town, answer=said, name=text, size=1)
    file.file.save("a", ContentFile(b"a"))
    # A town has one: of several people, the last one's.
    ReportTemplate.objects.filter(municipality=town).delete()
    template = ReportTemplate(municipality=town, name=text, size=1)
    template.file.save("a", ContentFile(b"t"))
    written = ReportFile(
        municipality=town,
        user=user,
        edition=rows["concept.Edition"],
        kind="pdf",
        asked={"on": "2026-03-01", "since": "2025-03-01", "round": None, "parts": []},
        heartbeat_at=timezone.now(),
    )
    written.file.save("b", ContentFile(b"b"))
    followed = Subscription.objects.create(
        municipality=town, email=user.email, measure=rows["concept.Measure"]
    )
    return {
        "following.Subscription": followed,
        "rounds.Inquiry": asked,
        "rounds.Answer": said,
        "rounds.AnswerVersion": before,
        "rounds.AnswerFile": file,
        "reporting.ReportFile": written,
        "reporting.ReportTemplate": template,
    }


def _of_assessment(town: Municipality, user: User, rows: Rows) -> Rows:
    text = f"festgestellt von {user.name}"
    lacking = need(town, text, statement=text, stated_by=text, reason=text)
    judged = judgement(rows["concept.Goal"], judged_by=text, reasons=text)
    said = {"source": text, "place": text, "url": f"https://y.example/{user.name}"}
    version = AssessmentVersion.objects.create(
        municipality=town,
        kind="need",
        item_id=lacking.pk,
        version=1,
        values={"title": text},
        by=user,
        by_name=user.name,
    )
    return {
        "assessment.Need": lacking,
        "assessment.GoalJudgement": judged,
        "assessment.NeedEvidence": evidence(lacking, text, **said),
        "assessment.JudgementEvidence": evidence(judged, text, **said),
        "assessment.AssessmentVersion": version,
    }


def _of_courses(town: Municipality, user: User, rows: Rows) -> Rows:
    text = f"bei {user.name}"
    offered = course(
        rows["network.Organisation"], title=text, description=text, module=text, price_note=text
    )
    said = {"reason": text, "times_note": text, "place": text, "address": text}
    run = course_run(offered, number=text, url=f"https://z.example/{user.name}", **said)
    asked = course_request(run, user.name, email=user.email, phone=f"0151 {user.name}")
    looking = learner(
        town, user.name, contact=user.email, contact_way="mail", reason=text, wished_run=run
    )
    proposed, offered_place = proposal(looking, run), offer(looking, run)
    PlacementProposal.objects.filter(pk=proposed.pk).update(decided_by=user)
    PlacementRound.objects.filter(pk=proposed.round_id).update(user=user)
    there = participant(run, user.name, date(2026, 9, 2), workplace=text, email=user.email)
    return {
        "courses.Course": offered,
        "courses.CourseRun": run,
        "courses.CourseRequest": asked,
        "courses.Learner": looking,
        "courses.PlacementProposal": proposed,
        "courses.PlacementRound": proposed.round,
        "courses.PlaceOffer": offered_place,
        "courses.Participant": there,
        "courses.Attendance": there.attendances.get(),
    }


def _of_privacy(town: Municipality, user: User, rows: Rows) -> Rows:
    run = RetentionRun.objects.create(
        municipality=town,
        rule="contacts",
        user_id=user.pk,
        state="done",
        finished_at=timezone.now(),
    )
    decision = RetentionDecision.objects.create(municipality=town, run=run, key="1", choice="erase")
    return {"privacy.RetentionRun": run, "privacy.RetentionDecision": decision}


_MAKERS: tuple[Maker, ...] = (
    _of_kernel,
    _of_account,
    _of_plan,
    _of_work,
    _of_rounds,
    _of_assessment,
    _of_courses,
    _of_privacy,
)


def days_ago(days: int) -> Any:
    """Noon of a day in the past, as an instant."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return noon - timedelta(days=days)


__all__ = ["Known", "Organisation", "days_ago", "known"]
