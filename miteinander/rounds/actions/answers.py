"""Saving answers, handing them in, and taking them up again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from miteinander.concept.values import Values
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.rounds import rules
from miteinander.rounds.choices import TRANSITIONS, AnswerState, RoundState
from miteinander.rounds.models import Answer, AnswerVersion, Inquiry, Round
from miteinander.rounds.queries.answers import next_statuses
from miteinander.rounds.values import attributes, differing, goes_on, values_of

WRITABLE = (AnswerState.OPEN, AnswerState.RETURNED)


@dataclass(frozen=True)
class Typed:
    """What somebody typed (shape of `values`) and on which version of the answer it is based."""

    values: Values
    based_on: int


@dataclass
class Outcome:
    """What became of each answer, by its key.

    `rivals` says what somebody else saved in between: nothing of this answer was stored then.
    `problems` are sentences: what was typed is stored, but the answer could not be handed in.
    """

    handed_in: list[Answer] = field(default_factory=list)
    rivals: dict[int, Answer] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)


def write(
    inquiry: Inquiry, typed: Mapping[int, Typed], *, by: Actor, handed_in: Collection[int] = ()
) -> Outcome:
    """Store what was typed in answers of an inquiry, and hand in those of `handed_in`.

    The same once more changes nothing: no version is doubled. Who acts is the author from now on.
    Raises `NotPossible` once the round is closed.
    """
    require(rules.can_answer(by, inquiry.organisation_id, inquiry.pk))
    outcome = Outcome()
    with transaction.atomic():
        refuse_closed(inquiry)
        for answer in held(inquiry, {*typed, *handed_in}):
            said = typed.get(answer.pk)
            is_stored = said is None or _store(answer, said, by, outcome)
            if is_stored and answer.pk in handed_in:
                _hand_in(answer, by, outcome)
        if outcome.handed_in:
            audit.record_all(by, "answer.handed_in", outcome.handed_in)
    return outcome


def say_unchanged(answer: Answer, *, by: Actor) -> Answer:
    """Hand in that nothing has changed since the status that was reported last.

    What was typed before stays. Raises `NotPossible` where nothing was reported yet.
    """
    inquiry = _inquiry_of(answer)
    require(rules.can_answer(by, answer.organisation_id, inquiry.pk))
    with transaction.atomic():
        refuse_closed(inquiry)
        (current,) = held(inquiry, [answer.pk]) or [answer]
        outcome = Outcome()
        status = current.measure.status if current.measure else ""
        if not status:
            raise NotPossible("Zu dieser Maßnahme gibt es noch keinen Stand. Bitte nennen Sie ihn.")
        if current.state in WRITABLE:
            _put(current, {"status": status, "is_unchanged": True}, by)
        _hand_in(current, by, outcome)
        if sentence := outcome.problems.get(current.pk):
            raise NotPossible(sentence)
        audit.record_all(by, "answer.handed_in", outcome.handed_in)
    return current


def take_up_again(answer: Answer, *, by: Actor) -> Answer:
    """Open an answer once more that was handed in or given to others, to correct it.

    Raises `NotPossible` once the coordination has made a report of it.
    """
    inquiry = _inquiry_of(answer)
    require(rules.can_answer(by, answer.organisation_id, inquiry.pk))
    with transaction.atomic():
        refuse_closed(inquiry)
        (current,) = held(inquiry, [answer.pk]) or [answer]
        if current.state in WRITABLE:
            return current
        if AnswerState.OPEN not in TRANSITIONS[current.state]:
            raise NotPossible(_TAKEN_OVER)
        current.state = AnswerState.OPEN
        current.is_unchanged = False
        current.version += 1
        current.save(update_fields=["state", "is_unchanged", "version"])
        audit.record(by, "answer.taken_up", current, is_change=False)
    return current


CLOSED = "Diese Berichtsrunde ist abgeschlossen. Antworten sind nicht mehr möglich."
_TAKEN_OVER = (
    "Die Koordination hat diese Antwort schon übernommen. "
    "Wenn etwas nicht stimmt, schreiben Sie ihr bitte."
)


def refuse_closed(inquiry: Inquiry) -> None:
    """Raise `NotPossible` unless the round is running."""
    state = Round.objects.values_list("state", flat=True).get(pk=inquiry.round_id)
    if state != RoundState.RUNNING:
        raise NotPossible(
            "Diese Berichtsrunde ist abgeschlossen. Antworten sind nicht mehr möglich."
        )


def held(inquiry: Inquiry, keys: Collection[int]) -> list[Answer]:
    """These answers of the inquiry, held until the transaction ends, always in the same order."""
    mine = Answer.objects.select_for_update(of=("self",)).filter(inquiry=inquiry, pk__in=keys)
    return list(mine.select_related("measure").order_by("pk"))


def _inquiry_of(answer: Answer) -> Inquiry:
    if answer.inquiry is None:
        raise NotPossible("Diese Anfrage gibt es nicht mehr.")
    return answer.inquiry


def _store(answer: Answer, typed: Typed, by: Actor, outcome: Outcome) -> bool:
    """Store what was typed; false where somebody else's words would be lost."""
    stored = values_of(answer)
    if not differing(stored, typed.values):
        return True
    is_overtaken = answer.version != typed.based_on and not goes_on(stored, typed.values)
    if answer.state not in WRITABLE or is_overtaken:
        outcome.rivals[answer.pk] = answer
        return False
    _put(answer, typed.values, by)
    return True


def _put(answer: Answer, values: Values, by: Actor) -> None:
    if answer.saved_at and answer.author != by.name:
        keep_words(answer)
    for key, value in attributes(values).items():
        setattr(answer, key, value)
    answer.version += 1
    answer.saved_at = timezone.now()
    answer.author, answer.user_id, answer.door = by.name, by.user_id, by.door
    answer.save()


def keep_words(answer: Answer) -> None:
    """Keep what stands there to be read later, unless its last version says the same already.

    For whoever goes on with another's text.
    """
    last = answer.versions.first()
    if last is None or last.author != answer.author or differing(last.values, values_of(answer)):
        keep(answer)


def _hand_in(answer: Answer, by: Actor, outcome: Outcome) -> None:
    if answer.state not in WRITABLE:
        return  # the same once more, or somebody else was quicker
    if sentence := _obstacle(answer):
        outcome.problems[answer.pk] = sentence
        return
    answer.state = AnswerState.ANSWERED
    answer.answered_at = timezone.now()
    answer.author, answer.user_id, answer.door = by.name, by.user_id, by.door
    answer.version += 1
    answer.save()
    keep(answer)
    outcome.handed_in.append(answer)


def _obstacle(answer: Answer) -> str:
    if answer.measure is None:
        return "Diese Maßnahme gibt es nicht mehr. Sie brauchen zu ihr nichts mehr abzugeben."
    if not answer.status:
        return "Bitte wählen Sie, wie weit die Maßnahme ist."
    if answer.status not in next_statuses(answer):
        return "Dieser Stand passt nicht zu dem, was zuletzt gemeldet wurde. Bitte wählen Sie neu."
    return ""


def keep(answer: Answer) -> AnswerVersion:
    """Keep what the answer says now, with who said it, as its version."""
    return AnswerVersion.objects.create(
        municipality_id=answer.municipality_id,
        answer=answer,
        version=answer.version,
        values=values_of(answer),
        author=answer.author,
        user_id=answer.user_id,
        door=answer.door,
    )
