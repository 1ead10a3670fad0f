"""The contents as plain data for the typesetter: strings, lists and dictionaries. Pure."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from miteinander.reporting.contents import (
    Contents,
    Courses,
    Field,
    Institution,
    Measure,
    Remark,
    Report,
)
from miteinander.reporting.wording import changes_sentence, day, short_day, span
from miteinander.ui.papers import About
from miteinander.ui.papers.text import Text, named

Data = dict[str, Any]


class Writer:
    """Turns contents into data."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents

    def whole(self) -> Data:
        """Everything; measures stand once, others name them by their key."""
        one = self.contents
        return {
            **self.frame(),
            "parts": list(one.parts),
            "summary": list(one.summary),
            "counts": self._counts(one.measures),
            "fields": [self._field(field) for field in one.fields],
            "institutions": [self._institution(found) for found in one.institutions],
            "changes_sentence": changes_sentence(one.changes, one.since, one.as_of),
            "changes": [
                {"key": f"{c.measure.key}", "what": c.what, "day": short_day(c.day)}
                for c in one.changes
            ],
            "obstacles": self._remarks(one.obstacles),
            "outlook": self._remarks(one.outlook),
            "courses": self._courses(one.courses),
            "ending": [f"{measure.key}" for measure in one.ending],
            "measures": {f"{measure.key}": self.measure(measure) for measure in one.measures},
            "sources": list(one.sources),
        }

    def frame(self) -> Data:
        """What stands on the first page and at the edges of all."""
        one = self.contents
        texts = ("edition", "decision", "origin", "office")
        return {
            "town": named(one.town),
            "title": named(one.title),
            **{name: getattr(one, name) for name in texts},
            "as_of": day(one.as_of),
            "since": day(one.since),
            "made_on": day(one.made_on),
            "is_draft": one.is_draft,
            "names": {name: named(word) for name, word in vars(one.names).items()},
            "words": one.words,
        }

    def measure(self, one: Measure) -> Data:
        """A measure with its facts as (name, words) and its reports."""
        return {
            "number": one.number,
            "title": named(one.title),
            "field": named(one.field),
            "status": one.status,
            "reported_on": short_day(one.reported_on),
            "leads": ", ".join(one.leads),
            "ends": short_day(one.ends_on),
            "description": self._text(one.description),
            "approach": self._text(one.approach),
            "indicators": list(one.indicators),
            "facts": [[named(name), words] for name, words in facts(one, self.contents)],
            "reports": [self._report(report) for report in one.reports],
        }

    def _counts(self, measures: Iterable[Measure]) -> list[Data]:
        return [
            {"status": code, "number": number} for code, number in self.contents.counts(measures)
        ]

    def _field(self, one: Field) -> Data:
        return {
            "name": named(one.name),
            "sentence": one.sentence,
            "counts": self._counts(one.measures),
            "goals": [
                [goal.name, goal.judgement, short_day(goal.judged_on), "; ".join(goal.earlier)]
                for goal in one.goals
            ],
            "measures": [f"{measure.key}" for measure in one.measures],
        }

    def _institution(self, one: Institution) -> Data:
        return {
            "name": named(one.name),
            "measures": [f"{measure.key}" for measure in one.measures],
            "takes_part": one.takes_part,
            "asked": one.asked,
            "answered": one.answered,
        }

    def _courses(self, one: Courses | None) -> Data | None:
        if one is None:
            return None
        tables = [
            {
                "title": named(table.title),
                "header": [named(words) for words in table.header],
                "rows": [[str(cell) for cell in row] for row in table.rows],
            }
            for table in one.figures
        ]
        return {"sentences": list(one.sentences), "figures": tables}

    def _remarks(self, remarks: Iterable[Remark]) -> list[Data]:
        return [
            {
                "key": f"{one.measure.key}",
                "field": named(one.measure.field),
                "institution": one.institution,
                "day": short_day(one.day),
                "text": self._text(one.text),
            }
            for one in remarks
        ]

    def _report(self, one: Report) -> Data:
        parts = [(name, self._text(text)) for name, text in told(one)]
        return {
            "day": short_day(one.day),
            "status": one.status,
            "institution": one.institution,
            "period": span(one.period_from, one.period_until),
            "is_published": one.is_published,
            "parts": [[name, text] for name, text in parts if text],
            "figures": [[name, words] for name, words in figures(one)],
        }

    def _text(self, text: Text) -> list[Data]:
        return [{"text": one.text, "is_point": one.is_point} for one in text]


def about(one: Contents, title: str) -> About:
    """What a file of the contents says about itself."""
    author = f"{one.office}, {one.town}" if one.office else one.town
    return About(f"{title}, {one.town}", author, one.made_on)


def told(one: Report) -> list[tuple[str, Text]]:
    """The parts of a report by their headings."""
    return [
        ("Was getan wurde", one.note),
        ("Ergebnisse und Zahlen", one.results),
        ("Was hinderte", one.obstacles),
        ("Nächste Schritte", one.next_steps),
    ]


def figures(one: Report) -> list[tuple[str, str]]:
    """What a report counts."""
    found = []
    if one.cost_eur is not None:
        found.append(("Kosten", euro(one.cost_eur)))
    if one.persons is not None:
        found.append(("Erreichte Personen", f"{one.persons:,}".replace(",", ".")))
    return found


def facts(one: Measure, contents: Contents) -> list[tuple[str, str]]:
    """What is known of a measure besides its texts; without what is empty."""
    cost = one.cost or (euro(one.cost_eur) if one.cost_eur is not None else "")
    found = [
        (contents.names.field, one.field),
        (contents.names.goal, one.goal),
        ("Zuständig", ", ".join(one.leads)),
        ("Beteiligt", ", ".join(one.partners)),
        ("Art", one.kind),
        ("Zeitraum", one.period or span(one.begins_on, one.ends_on)),
        ("Kosten", cost),
        ("Finanzierung", one.funding),
        ("Zielgruppen", ", ".join(one.target_groups)),
    ]
    return [(name, words) for name, words in found if words]


def euro(amount: Decimal) -> str:
    """12.500 Euro, 12.500,50 Euro."""
    text = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{text.removesuffix(',00')} Euro"
