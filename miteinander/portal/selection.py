"""What somebody searches for in the list of measures, as the address has it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from miteinander.concept.models import Concept, Measure
from miteinander.concept.queries import facets

LONGEST = 100


@dataclass(frozen=True)
class Choice:
    """A facet in the form: what can be chosen, and what is ("" for all)."""

    name: str
    label: str
    options: list[facets.Option]
    chosen: str

    @property
    def chosen_title(self) -> str:
        """The words for what is chosen; it may have no measures (any more)."""
        titles = (one.title for one in self.options if one.value == self.chosen)
        return next(titles, "ohne Treffer")


@dataclass(frozen=True)
class Active:
    """A filter at work: its words, and the address without it."""

    text: str
    without_url: str


@dataclass(frozen=True)
class Selection:
    """Words and chosen values (facet name -> value); what makes no sense is left out."""

    words: str
    chosen: Mapping[str, str]

    @classmethod
    def of(cls, query: QueryDict) -> "Selection":
        """Read `?suche=kita&feld=3&stand=started`."""
        values = {name: query.get(name, "") for name in facets.FACETS}
        kept = {name: value for name, value in values.items() if facets.is_value(name, value)}
        words = query.get("suche", "").replace("\0", "")
        return cls(" ".join(words.split())[:LONGEST], kept)

    def __bool__(self) -> bool:
        return bool(self.words or self.chosen)

    def of_measures(self, found: QuerySet[Measure]) -> QuerySet[Measure]:
        """Those of the measures that fit."""
        return facets.narrowed(facets.having(found, self.words), self.chosen)

    def choices(self, found: QuerySet[Measure], concept: Concept) -> list[Choice]:
        """The form's facets that have something to choose from: one query each.

        `found` are the measures that have the words.
        """
        labels = {**LABELS, "feld": concept.field_name}
        made = [
            Choice(
                name,
                labels[name],
                facets.options(found, self.chosen, name),
                self.chosen.get(name, ""),
            )
            for name in facets.FACETS
        ]
        return [choice for choice in made if choice.options or choice.chosen]

    def active(self, choices: list[Choice]) -> list[Active]:
        """What narrows the list now, each with the address that takes it back."""
        at_work = [
            Active(f"{choice.label}: {choice.chosen_title}", self.address(but=choice.name))
            for choice in choices
            if choice.chosen
        ]
        if self.words:
            at_work.insert(0, Active(f"Suche: {self.words}", self.address(but="suche")))
        return at_work

    def address(self, but: str = "") -> str:
        """The selection as the query of an address, without `but`; always begins with "?"."""
        query = QueryDict(mutable=True)
        query.update({"suche": self.words, **self.chosen})
        query.pop(but, None)
        if not query.get("suche"):
            query.pop("suche", None)
        return f"?{query.urlencode()}"


LABELS = {
    "feld": "Handlungsfeld",
    "stand": "Stand",
    "institution": "Institution",
    "zielgruppe": "Zielgruppe",
    "dimension": "Dimension",
    "thema": "Querschnittsthema",
    "art": "Art",
}
