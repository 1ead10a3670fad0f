"""Which institutions of the municipality the names in a document mean."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from miteinander.concept.models import ConceptImport, Proposal
from miteinander.network.models import Organisation

NEW, NONE = "new", "none"
LONGEST_NAME = 200
SIMILAR_ENOUGH = 60
MOST_SUGGESTIONS = 5


@dataclass(frozen=True)
class Named:
    """A name in the document: how many measures name it, what is chosen, what else it may be.

    `choice` is an institution's id, "new" or "none"; `match` the institution of exactly this name.
    """

    name: str
    measures: int
    choice: int | str
    match: Organisation | None
    suggestions: list[Organisation]

    @property
    def is_open(self) -> bool:
        """Whether a person should decide: similar ones exist, and nothing is chosen yet."""
        return self.match is None and self.choice == NEW and bool(self.suggestions)


def normal(name: str) -> str:
    """The name as it is compared: without case, double spaces and dashes of any kind."""
    return " ".join(name.replace("–", "-").casefold().split())


def known_names(organisations: Iterable[Organisation]) -> dict[str, Organisation]:
    """Normal name or short name -> institution; the long name wins."""
    organisations = list(organisations)
    short = {normal(one.short_name): one for one in organisations if one.short_name}
    return {**short, **{normal(one.name): one for one in organisations}}


def named_in(document: ConceptImport) -> list[Named]:
    """The names in the document's entries, open questions first; two queries."""
    entries = Proposal.objects.filter(document=document, is_dropped=False, kind="measure")
    numbers: Counter[str] = Counter()
    for values in entries.values_list("values", flat=True):
        numbers.update(dict.fromkeys(values.get("responsible") or [], 1))
    organisations = list(Organisation.objects.all())
    exact = known_names(organisations)
    choices = {one.pk: one.name for one in organisations}
    by_id = {one.pk: one for one in organisations}
    found = []
    for name, number in numbers.items():
        match = exact.get(normal(name))
        chosen = document.institutions.get(name, match.pk if match else NEW)
        if isinstance(chosen, int) and chosen not in by_id:
            chosen = NEW
        near = process.extract(
            name,
            choices,
            scorer=fuzz.token_sort_ratio,
            processor=utils.default_process,
            limit=MOST_SUGGESTIONS,
            score_cutoff=SIMILAR_ENOUGH,
        )
        found.append(Named(name, number, chosen, match, [by_id[key] for _, _, key in near]))
    return sorted(found, key=lambda one: (not one.is_open, one.name.casefold()))
