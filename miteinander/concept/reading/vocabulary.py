"""What labels and headers mean, in the words in which German (and English) concepts print them.

One list serves headings of sections, labels in fact sheets and headers of tables.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

GOALS, MEASURES, BOTH, OLD_GOALS = "goals", "measures", "both", "old_goals"

SYNONYMS: dict[str, str] = {
    "goals": """ziel; ziele; zielsetzung; zielsetzungen; leitziel; leitziele; teilziele; oberziel;
        handlungsziele; operative ziele; operatives ziel; strategische ziele; strategisches ziel;
        unsere ziele; ziele des handlungsfelds; ziele des handlungsfeldes; neue ziele; wirkungsziel;
        wirkungsziele; was wir erreichen wollen; was wollen wir erreichen; das wollen wir erreichen;
        wo wir hinwollen; wo wollen wir hin; das ist unser ziel; unser ziel; weitere ziele;
        projektziel; goal; goals; objective; objectives; aims""",
    "measures": """maßnahmen; massnahmen; mögliche maßnahmen; mögliche maßnahme; geplante maßnahmen;
        konkrete maßnahmen; vorgeschlagene maßnahmen; maßnahmen zur umsetzung; maßnahmenvorschläge;
        umsetzungsmaßnahmen; maßnahmenkatalog; weitere maßnahmen; neue maßnahmen; maßnahmen und
        projekte; projekte und maßnahmen; maßnahmen und angebote; handlungsempfehlungen;
        empfehlungen; handlungslinien; handlungsansätze; handlungsvorschläge; konkret bedeutet dies;
        konkret bedeutet das; das bedeutet konkret; dies bedeutet konkret; konkret heißt das;
        konkret heißt dies; das heißt konkret; konkrete schritte; nächste schritte;
        umsetzungsschritte; vorhaben; was ist zu tun; was zu tun ist; das tun wir; was wir tun; was
        wir tun werden; was wir vorhaben; was tun wir; unsere maßnahmen; was wir dafür tun; das
        wollen wir tun; so setzen wir das um; geplante aktivitäten; geplante aktivitäten/ maßnahmen;
        arbeitsaufträge; measures; actions; recommendations; activities; next steps""",
    "both": """ziele und maßnahmen; ziele & maßnahmen; ziele/maßnahmen; maßnahmen und ziele; ziele
        und handlungsempfehlungen; ziele und handlungsansätze; goals and measures""",
    "situation": """ausgangslage; lage; die lage; zur lage; ausgangssituation; situation; ist-stand;
        ist-situation; ist-analyse; bestandsaufnahme; situationsbeschreibung; situationsanalyse;
        hintergrund; problemstellung; problemlage; herausforderungen; herausforderung; bedarf;
        bedarfe; bedarfslage; handlungsbedarf; handlungsbedarfe; bestand und bedarf; status quo;
        rahmenbedingungen; aktuelle situation; aktuelle lage; einleitung; einführung; vorbemerkung;
        wo wir stehen; wo stehen wir; wo stehen wir heute; current situation; background;
        challenges""",
    "achieved": """dies wurde erreicht; das wurde erreicht; was wurde erreicht; bisher erreicht;
        erreichtes; das haben wir erreicht; was wir erreicht haben; bisherige maßnahmen; bereits
        umgesetzte maßnahmen; umgesetzte maßnahmen; bestehende maßnahmen; bestehende angebote;
        vorhandene angebote; das gibt es bereits; das gibt es schon; gute beispiele;
        praxisbeispiele; achievements""",
    "assessment": """bewertung; bilanz; zielerreichung; fazit; evaluation; einschätzung;
        erfolgskontrolle""",
    "core": """kernaussage; kernaussagen; leitsatz; leitsätze; leitgedanke; vision; leitlinie;
        grundsätze; präambel""",
    "structures": """strukturen und netzwerke; netzwerke; netzwerk und strukturen;
        strukturen/netzwerke; akteure und netzwerke""",
    "reporting": """berichterstattung; controlling; berichterstattung, controlling;
        berichterstattung und controlling; monitoring; monitoring und evaluation""",
    "responsible": """verantwortlich; verantwortliche; verantwortlicher; verantwortlich für
        umsetzung; verantwortliche stelle; verantwortliche stellen; verantwortliche institution;
        verantwortliche institutionen; verantwortlichkeit; verantwortlichkeiten; verantwortung;
        zuständig; zuständigkeit; zuständigkeiten; zuständige stelle; zuständige stellen;
        zuständiges amt; federführend; federführung; federführende stelle; federführendes amt;
        träger; projektträger; projektträgerin; maßnahmenträger; trägerschaft; umsetzung durch;
        umsetzende stelle; durchführende stelle; dienststelle; amt; fachamt; institution;
        institutionen; akteure; akteur; akteurinnen und akteure; wer; wer macht es; wer ist
        zuständig; verantwortlich für die umsetzung; responsible; responsible body; responsible
        bodies; responsibility; lead; lead agency; owner""",
    "status": """status; umsetzungsstand; umsetzungsstatus; stand der umsetzung; bearbeitungsstand;
        bearbeitungsstatus; realisierungsstand; realisierungsgrad; umsetzungsgrad; erfüllungsstand;
        erfüllungsgrad; stand der bearbeitung; stand der realisierung; ampel; ampelstatus; state;
        implementation status; status of implementation""",
    "progress": """aktueller stand; sachstand; aktueller sachstand; stand; zwischenstand;
        fortschritt; bisherige umsetzung; umsetzungsfortschritt; ergebnis; ergebnisse; progress;
        current status; current state""",
    "kind": """maßnahmentyp; massnahmentyp; maßnahmenart; art der maßnahme; art; typ; type; kind;
        charakter; daueraufgabe/projekt; daueraufgabe oder projekt; projekt/daueraufgabe""",
    "period": """zeitraum; laufzeit; zeitrahmen; zeitplan; umsetzungszeitraum; projektzeitraum;
        projektlaufzeit; zeitliche umsetzung; zeithorizont; zeitliche planung; frist; termin;
        beginn; start; bis wann; wann; zeit; dauer; umsetzung bis; ende; abschluss bis; zeitschiene;
        umsetzungszeit; timeframe; time frame; period; deadline; timeline; duration; end""",
    "indicators": """indikator; indikatoren; kennzahl; kennzahlen; messgröße; messgrößen; messbar
        an; erfolgskriterium; erfolgskriterien; erfolgsindikatoren; zielindikator; zielindikatoren;
        zielerreichungsindikatoren; erfolgsmessung; indicator; indicators; kpi; kpis""",
    "description": """beschreibung; kurzbeschreibung; projektkurzbeschreibung; projektbeschreibung;
        maßnahmenbeschreibung; beschreibung der maßnahme; inhalt; inhalte; erläuterung;
        erläuterungen; description; details; text""",
    "obstacles": """hindernis; hindernisse; hemmnis; hemmnisse; hürden; obstacles; risks;
        risiken""",
    "costs": """kosten; finanzierung; ressourcen; budget; mittel; finanzen; projektkosten; personal
        und kosten; finanzielle auswirkungen; kosten und finanzierung; costs; funding""",
    "info": """weitere informationen; weitere hinweise; hinweis; hinweise; bemerkung; bemerkungen;
        anmerkung; anmerkungen; ziel der maßnahme; ziele der maßnahme; zielsetzung der maßnahme;
        kommentar; link; links; quelle; quellen; ergänzende informationen; remarks; notes; comment;
        further information""",
    "target": """zielgruppe; zielgruppen; adressaten; target group; target groups""",
    "partners": """beteiligt; beteiligte; beteiligte stellen; weitere beteiligte; mitwirkung;
        mitwirkende; wer macht mit; wer ist beteiligt; weitere akteure; kooperation;
        kooperationspartner; kooperationspartnerinnen; partner; kooperationen; in zusammenarbeit
        mit; zusammenarbeit; partners; participants""",
    "instruments": """instrument; instrumente; instruments""",
    "priority": """priorität; prioritäten; priorisierung; rang; priority; rank""",
    "number": """nr; nr.; nummer; lfd. nr.; lfd.nr.; lfd nr; laufende nummer; no; no.; number; id;
        kennung; ziffer; maßnahmennummer; maßnahme nr.; maßnahmen-nr.; kürzel; code; #""",
    "title": """maßnahme; massnahme; maßnahmentitel; titel; titel der maßnahme; bezeichnung; name
        der maßnahme; maßnahmenbezeichnung; maßnahmenname; projektname; projekttitel; projekt;
        handlungsempfehlung; empfehlung; handlungslinie; aktivität; inhalt_in_eigenen_worten;
        measure; title; action; activity; name; recommendation; project""",
    "field": """handlungsfeld; handlungsfelder; themenfeld; handlungsbereich; aktionsfeld; bereich;
        integrationsfeld; field; field of action; action field; field of activity; policy area; area
        of action""",
    "topic": """unterthema; thema; teilbereich; themenbereich; teilthema; schwerpunkt; subtopic;
        sub-topic; topic; theme; subfield""",
    "area": """aufgabenbereich; dimension; hauptbereich; area""",
    "goal": """ziel; ziele; leitziel; teilziel; oberziel; operatives ziel; operative ziele;
        strategisches ziel; handlungsziel; zielsetzung; goal; goals; objective; objectives; target;
        aim""",
    "goal_number": """ziel-nr.; ziel nr.; zielnummer; nr. des ziels; goal number; goal no.""",
    "field_number": """hf; hf-nr.; handlungsfeld-nr.; handlungsfeld nr.; nr. des handlungsfelds;
        field number; field no.""",
}

# In running text these whole lines or prefixes open a section; fact sheets know more of them.
SECTIONS = frozenset(
    ["goals", "measures", "both", "situation", "achieved", "assessment", "core", "structures",
     "reporting", "indicators", "target"]
)  # fmt: skip
ITEMS = frozenset([GOALS, MEASURES, BOTH])
ATTRIBUTES = frozenset(
    ["responsible", "status", "progress", "kind", "period", "indicators", "description",
     "obstacles", "costs", "info", "target", "partners", "instruments", "priority"]
)  # fmt: skip

_OLD = re.compile(
    r"^(?:bisherige|frühere|alte|vorherige)\s+ziele?\b"
    r"|^(?:zentrale[sr]?\s+)?(?:leit)?ziele?\s+(?:des|der|aus|aus dem|im|laut|gemäß|nach)\b"
    r".*\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_LEAD_MEASURES = re.compile(
    r"\b(?:folgende[nr]?|nachstehende[nr]?|diese[nr]?|weitere[nr]?)\s+(?:\w+\s+){0,2}"
    r"(?:maßnahmen|handlungsempfehlungen|empfehlungen|schritte|vorhaben|handlungsansätze)\b.*:$",
    re.IGNORECASE,
)
_LEAD_GOALS = re.compile(
    r"\b(?:folgende[nr]?|nachstehende[nr]?|diese[nr]?)\s+(?:\w+\s+){0,2}(?:ziele|zielen)\b.*:$",
    re.IGNORECASE,
)
_NUMBERED_LABEL = re.compile(
    r"^(?:Ma(?:ß|ss)nahme|Handlungsempfehlung|Projekt|Measure|Action)\s*(?:-?Nr\.?|No\.?)?\s*"
    r"(?P<number>[A-ZÄÖÜ]{0,3}[-. ]?\d{1,3}(?:\.\d{1,3})*[a-z]?)\s*:?$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\s+")


def plain(label: str) -> str:
    """A label as it is looked up: small, single blanks, without colon and asterisk."""
    text = _PLAIN.sub(" ", label.casefold().replace("maßnahmenn", "maßnahmen"))
    return text.strip(' :*?.•-–"„“').replace("massnahme", "maßnahme")


def _read(meanings: frozenset[str] | set[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for meaning, words in SYNONYMS.items():
        if meaning in meanings:
            for word in words.split(";"):
                known.setdefault(plain(word), meaning)
    return known


_SECTION_WORDS = _read(SECTIONS)
_FACT_WORDS = _read(ATTRIBUTES | {"title", "field", "goal", "number"})
_HEADER_WORDS = _read(
    ATTRIBUTES
    | {"title", "field", "goal", "number", "topic", "area", "goal_number", "field_number"}
)


@lru_cache(maxsize=4096)
def section_meaning(label: str) -> str | None:
    """What a whole line opens: "Augangslage" still is the situation. None if it opens nothing."""
    word = plain(label)
    if not word or len(word) > 90:
        return None
    if _OLD.search(word):
        return OLD_GOALS
    if word in _SECTION_WORDS:
        return _SECTION_WORDS[word]
    return _fuzzy(word, _SECTION_WORDS)


def is_exact_section(label: str) -> bool:
    """Whether a line is a section's label to the letter, and written like one."""
    return label[:1].isupper() and plain(label) in _SECTION_WORDS


def is_weak_section(label: str) -> bool:
    """Whether minutes and talks use the label as well: it opens measures only inside a field."""
    return plain(label) in ("nächste schritte", "next steps", "konkrete schritte", "aktivitäten")


def opens_items(text: str) -> bool:
    """Whether a whole line is the label of a list of goals or measures ("Maßnahmen:")."""
    return text[:1].isupper() and _SECTION_WORDS.get(plain(text)) in ITEMS


def is_project_name(text: str) -> bool:
    """Whether a whole line announces a measure's title on the line below."""
    return plain(text) in ("projektname", "projekttitel", "maßnahmentitel", "titel der maßnahme")


def is_project_body(text: str) -> bool:
    """Whether a whole line announces who runs a project on the line below."""
    return plain(text) in ("projektträger", "projektträgerin", "maßnahmenträger")


@lru_cache(maxsize=4096)
def fact_meaning(label: str) -> str | None:
    """What a label in a fact sheet names."""
    word = plain(label)
    return _FACT_WORDS.get(word) or _fuzzy(word, _FACT_WORDS)


def numbered_label(label: str) -> str | None:
    """The number in a label such as "Maßnahme Nr. 2.4", whose value is the title."""
    match = _NUMBERED_LABEL.match(" ".join(label.split()))
    return match["number"] if match else None


@lru_cache(maxsize=4096)
def header_meaning(header: str) -> str | None:
    """What a table's header names, also when it is longer: "Zeitrahmen (geplant)"."""
    word = plain(re.sub(r"[(\[].*?[)\]]", " ", header))
    if word in _HEADER_WORDS:
        return _HEADER_WORDS[word]
    listed = {GOALS: "goal", MEASURES: "title"}.get(_SECTION_WORDS.get(word, ""))
    if listed:
        return listed
    for part in re.split(r"\s*[/|&\n]\s*|\s+(?:und|and|bzw\.?)\s+", word):
        if plain(part) in _HEADER_WORDS:
            return _HEADER_WORDS[plain(part)]
    return _fuzzy(word, _HEADER_WORDS) or _containing(word)


def _containing(word: str) -> str | None:
    """A header that carries a telling word inside: "verantwortlich für die Umsetzung"."""
    if len(word) > 60:
        return None
    return next((meaning for pattern, meaning in _TELLING if pattern.search(word)), None)


_TELLING: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"verantwort|zuständig|federf|responsib|träger\b"), "responsible"),
    (re.compile(r"indikator|kennzahl|indicator|\bkpi"), "indicators"),
    (re.compile(r"zeitraum|zeitrahmen|laufzeit|zeitplan|timeframe|deadline"), "period"),
    (re.compile(r"(?:umsetzungs|bearbeitungs|realisierungs)(?:stand|grad)|\bstatus\b"), "status"),
    (re.compile(r"maßnahmen?(?:nr|nummer)|^nr\b|nummer$"), "number"),
    (
        re.compile(r"^(?:titel|name|bezeichnung) der |^maßnahmen?(?:titel|bezeichnung|name)?\b"),
        "title",
    ),
    (re.compile(r"^handlungsempfehlung"), "title"),
    (re.compile(r"^(?:operatives? |strategisches? |konkretes? )?ziele?\b"), "goal"),
    (re.compile(r"handlungsfeld"), "field"),
    (re.compile(r"beschreibung|erläuterung|description"), "description"),
    (re.compile(r"kosten|finanzierung|ressource|budget"), "costs"),
    (re.compile(r"kooperation|beteiligt"), "partners"),
)


def lead_in(text: str) -> str | None:
    """Whether a sentence announces a list: "... mit folgenden Maßnahmen erreicht werden:"."""
    if not text.endswith(":") or len(text) > 200:
        return None
    if _LEAD_MEASURES.search(text):
        return MEASURES
    return GOALS if _LEAD_GOALS.search(text) else None


def fact_prefix(text: str) -> tuple[str, str, str] | None:
    """Label, meaning and rest of a line that starts with a fact label without a colon."""
    words = text.split(" ")
    for count in range(min(4, len(words)), 0, -1):
        label = " ".join(words[:count])
        meaning = _FACT_WORDS.get(plain(label))
        if meaning and label[0].isupper():
            return label.rstrip(" :"), meaning, " ".join(words[count:]).lstrip(" :")
    return None


def _fuzzy(word: str, known: dict[str, str]) -> str | None:
    """A misprint of a long label; short ones are too easily something else."""
    if len(word) < 9 or len(word) > 40:
        return None
    found = process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=92)
    return known[found[0]] if found and abs(len(found[0]) - len(word)) <= 2 else None
