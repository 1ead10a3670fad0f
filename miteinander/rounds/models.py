"""Tables of the rounds: the round, whom it asks, what they answer, and what was sent."""

from datetime import date

from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django_scopes import ScopedManager

from miteinander.accounts.models import User
from miteinander.concept.choices import Status
from miteinander.concept.models import Edition, Measure, ReportWords, StatusReport
from miteinander.kernel.choices import Door
from miteinander.kernel.models import Municipality, OutgoingMail
from miteinander.network.models import Organisation, Person
from miteinander.rounds.choices import AnswerState, LetterKind, RoundState


class Round(models.Model):
    """A reporting round (Berichtsrunde): which measures are asked about, what, and until when.

    `questions` are codes of `choices.Question`; the status is always asked. `remind_days` are days
    relative to `due_on`: -7 is a week before. Texts may hold the words of `wording.WORDS`.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="rounds")
    title = models.CharField("Bezeichnung", max_length=150)
    period_from = models.DateField("berichtet wird ab")
    period_until = models.DateField("berichtet wird bis")
    due_on = models.DateField("Antwort bis")
    measures = models.ManyToManyField(Measure, related_name="+", verbose_name="Maßnahmen")
    questions = models.JSONField("Fragen", default=list)
    asks_partners = models.BooleanField("auch beteiligte Institutionen fragen", default=False)
    subject = models.CharField("Betreff", max_length=200)
    invitation = models.TextField("Text der Anfrage")
    reminder = models.TextField("Text der Erinnerung")
    remind_days = models.JSONField("Erinnerungen", default=list)
    state = models.CharField("Stand", max_length=8, choices=RoundState, default=RoundState.DRAFT)
    sent_at = models.DateTimeField("verschickt", null=True, blank=True)
    closed_at = models.DateTimeField("abgeschlossen", null=True, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Berichtsrunde"
        verbose_name_plural = "Berichtsrunden"
        ordering = ["-period_until", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")), name="rounds_round_period"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_overdue(self, today: date) -> bool:
        """Whether the day by which answers were asked for is over."""
        return self.state == RoundState.RUNNING and today > self.due_on


class Inquiry(models.Model):
    """Somebody who is asked in a round: one institution, one address, one personal link.

    Whoever gets measures passed on by a colleague has an own inquiry with an own link. `key` is
    part of what the link is signed for: a new one makes every older link worthless.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    round = models.ForeignKey(Round, models.CASCADE, related_name="inquiries")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="inquiries", verbose_name="Institution"
    )
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="Person"
    )
    name = models.CharField("Wer gefragt wird", max_length=200, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    key = models.CharField(max_length=32)
    passed_on_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="passed_on"
    )
    opened_at = models.DateTimeField("zuerst geöffnet", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Anfrage"
        verbose_name_plural = "Anfragen"
        ordering = ["organisation__name", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["round", "organisation"],
                condition=Q(passed_on_by=None),
                name="rounds_organisation_asked_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.name or self.email}"


class Answer(ReportWords):
    """What one institution says about one measure in a round. Never public itself.

    The row is there from the sending on. `version` grows with everything that is saved, so that two
    who type at once notice each other. Without an inquiry the coordination enters it on behalf of
    the institution. Confirming makes a `StatusReport` of it, whose words may differ and that may
    be made of several institutions' answers: the answer stays as it was given. `used_version` is
    the version of which the report's words were made. A deleted measure leaves its title.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    round = models.ForeignKey(Round, models.CASCADE, related_name="answers")
    inquiry = models.ForeignKey(
        Inquiry, models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="answers", verbose_name="Institution"
    )
    measure = models.ForeignKey(Measure, models.SET_NULL, null=True, related_name="answers")
    measure_title = models.CharField("Maßnahme", max_length=540)
    state = models.CharField("Antwort", max_length=12, choices=AnswerState, default="open")
    status = models.CharField("Stand", max_length=12, choices=Status, blank=True)
    is_unchanged = models.BooleanField("keine Änderung", default=False)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField("zuletzt gespeichert", null=True, blank=True)
    answered_at = models.DateTimeField("beantwortet", null=True, blank=True)
    author = models.CharField("Von wem", max_length=200, blank=True)
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    door = models.CharField(max_length=10, choices=Door, blank=True)
    question = models.TextField("Rückfrage", blank=True)
    returned_at = models.DateTimeField("zurückgegeben", null=True, blank=True)
    other_name = models.CharField("Wer zuständig ist", max_length=200, blank=True)
    other_email = models.EmailField("E-Mail der zuständigen Person", blank=True)
    other_note = models.TextField("Hinweis dazu", blank=True)
    report = models.ForeignKey(
        StatusReport, models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    used_version = models.PositiveIntegerField(null=True, blank=True)
    confirmed_at = models.DateTimeField("übernommen", null=True, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Antwort"
        verbose_name_plural = "Antworten"
        ordering = ["measure__position", "pk"]
        indexes = [models.Index(fields=["round", "state"])]
        constraints = [
            UniqueConstraint(fields=["round", "measure", "organisation"], name="rounds_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure_title}: {self.get_state_display()}"


class AnswerVersion(models.Model):
    """What an answer said each time it was handed in, by whom and through which door."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    values = models.JSONField()
    author = models.CharField("Von wem", max_length=200)
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    door = models.CharField(max_length=10, choices=Door)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Frühere Antwort"
        verbose_name_plural = "Frühere Antworten"
        ordering = ["-version", "-pk"]

    def __str__(self) -> str:
        return f"{self.answer_id}, {self.version}"


def answer_file_path(file: "AnswerFile", filename: str) -> str:
    """Where an uploaded file lies: never under the name that its sender chose."""
    import uuid

    return f"answers/{file.municipality_id}/{uuid.uuid4().hex}"


class AnswerFile(models.Model):
    """A file that came with an answer. Not public before the coordination says so."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="files")
    file = models.FileField("Datei", upload_to=answer_file_path)
    name = models.CharField("Dateiname", max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Datei zu einer Antwort"
        verbose_name_plural = "Dateien zu Antworten"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A mail of a round to somebody who is asked, and through it whether it arrived."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="letters")
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField("Anlass", max_length=12, choices=LetterKind)
    written_on = models.DateField("geschrieben am")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Schreiben"
        verbose_name_plural = "Schreiben"
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint(
                fields=["inquiry", "written_on"],
                condition=Q(kind=LetterKind.REMINDER),
                name="rounds_reminded_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.written_on}"
