"""The words that a round's texts may hold, and what stands in their place for each letter."""

import re
from collections.abc import Mapping

# Word -> what it becomes, as the set-up page explains it.
WORDS = {
    "institution": "Name der Institution",
    "name": "Name der gefragten Person",
    "frist": "Tag, bis zu dem geantwortet wird",
    "zeitraum": "Zeitraum, über den berichtet wird",
    "anzahl": "Anzahl der Maßnahmen, etwa „3 Maßnahmen“",
    "runde": "Bezeichnung der Berichtsrunde",
    "kommune": "Name der Kommune",
}
SUBJECT = "{runde}: Wie weit sind Ihre Maßnahmen?"
INVITATION = (
    "wir berichten dem Rat und der Öffentlichkeit, wie weit unser Integrationskonzept ist. "
    "{institution} ist für {anzahl} zuständig.\n\n"
    "Bitte schreiben Sie uns, was im Zeitraum {zeitraum} geschehen ist. Das dauert je Maßnahme "
    "etwa zwei Minuten. Wenn sich nichts geändert hat, genügt ein Klick.\n\n"
    "Vielen Dank für Ihre Mitarbeit!"
)
REMINDER = (
    "vor einiger Zeit haben wir Sie gefragt, wie weit {anzahl} von {institution} sind. Ihre "
    "Antwort fehlt uns noch.\n\n"
    "Wenn Sie gerade nicht dazu kommen oder jemand anderes zuständig ist: Auch das können Sie uns "
    "über den Link sagen."
)

_WORD = re.compile(r"\{([^{}\n]*)\}")


def unknown(text: str) -> list[str]:
    """The words in braces that nothing stands for, in their order, each once."""
    found = [match.group(0) for match in _WORD.finditer(text) if match.group(1) not in WORDS]
    return list(dict.fromkeys(found))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every word of `WORDS` replaced; anything else in braces stays as it is."""
    return _WORD.sub(lambda match: values.get(match.group(1), match.group(0)), text)
