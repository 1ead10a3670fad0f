"""The demonstration towns as they stand in the TOML files beside."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"
Table = dict[str, Any]


def table(name: str) -> Table:
    """One TOML file of the data folder, for example "concept.toml"."""
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def municipalities() -> list[Table]:
    """The Kreis and its towns."""
    rows: list[Table] = table("municipality.toml")["municipalities"]
    return rows


def musterstadt() -> Table:
    """The large town: `concept`, `earlier`, `organisations`, `people`, `fields`, `assessment`,
    `courses`, `learners`.
    """
    names = sorted(path.name for path in (FOLDER / "fields").glob("*.toml"))
    return {
        "concept": table("concept.toml"),
        "earlier": table("earlier.toml"),
        "organisations": table("organisations.toml")["organisations"],
        "people": table("people.toml")["people"],
        "fields": [table(f"fields/{name}") for name in names],
        "assessment": table("assessment.toml"),
        "courses": table("courses.toml"),
        "learners": table("learners.toml"),
    }


def beispielhausen() -> Table:
    """The small town, in the same shape."""
    return table("beispielhausen.toml")
