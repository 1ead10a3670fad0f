"""What stands on the questionnaires of a round."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from miteinander.concept.models import StatusReport
from miteinander.kernel.models import Municipality
from miteinander.rounds import personal_links
from miteinander.rounds.choices import WAITED_FOR, Question
from miteinander.rounds.models import Answer, Inquiry, Round
from miteinander.rounds.papers import Item, Papers, Questionnaire, filled
from miteinander.rounds.said import said
from miteinander.rounds.values import REPORTED, values_of


def of_inquiry(inquiry: Inquiry, town: Municipality) -> Papers:
    """The questionnaire of one inquiry (with its round), about what is still waited for."""
    return _papers(inquiry.round, Inquiry.objects.filter(pk=inquiry.pk), town)


def of_round(asking: Round, town: Municipality) -> Papers:
    """The questionnaires of all who have not answered everything, by institution."""
    waiting = Answer.objects.filter(round=asking, state__in=WAITED_FOR).values("inquiry")
    return _papers(asking, Inquiry.objects.filter(pk__in=waiting), town)


def _papers(asking: Round, inquiries: QuerySet[Inquiry], town: Municipality) -> Papers:
    published = StatusReport.objects.filter(published_at__isnull=False).defer("user", "door")
    answers = (
        Answer.objects.filter(state__in=WAITED_FOR, measure__isnull=False)
        .select_related("measure__field")
        .order_by("measure__field__position", "measure__position", "pk")
        .prefetch_related(Prefetch("measure__reports", published, to_attr="read_reports"))
        .defer("measure__internal_notes")
    )
    found = inquiries.select_related("organisation").order_by("organisation__name", "pk")
    return Papers(
        town=town.name,
        office=town.office,
        email=town.email,
        phone=town.phone,
        address=tuple(line.strip() for line in town.address.splitlines() if line.strip()),
        title=asking.title,
        period_from=asking.period_from,
        period_until=asking.period_until,
        due_on=asking.due_on,
        made_on=timezone.localdate(),
        questions=tuple(code for code in Question.values if code in asking.questions),
        forms=tuple(_forms(found.prefetch_related(Prefetch("answers", answers)), town)),
    )


def _forms(inquiries: Iterable[Inquiry], town: Municipality) -> Iterable[Questionnaire]:
    for one in inquiries:
        items = tuple(_item(answer) for answer in one.answers.all())
        link = personal_links.address(one, town)
        yield Questionnaire(str(one.organisation), one.name, link, items)


def _item(answer: Answer) -> Item:
    reports: list[StatusReport] = answer.measure.read_reports  # type: ignore[union-attr]
    key = filled.key_of(answer.pk, answer.version)
    if not reports:
        return Item(answer.measure_title, question=answer.question, key=key)
    last = reports[0]
    pairs = [pair for pair in said(values_of(last, REPORTED)) if pair[0] != "Stand"]
    standing = f"{last.get_status_display()} (Bericht vom {last.reported_on:%d.%m.%Y})"
    return Item(answer.measure_title, standing, tuple(pairs), answer.question, key)
