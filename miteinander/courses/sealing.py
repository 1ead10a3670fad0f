"""Name and contact of somebody who looks for a course: closed with the record's own key."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from miteinander.courses.models import Learner
from miteinander.kernel.encryption import records


@dataclass(frozen=True)
class Private:
    """What stands in `Learner.sealed`."""

    first_name: str = ""
    last_name: str = ""
    contact: str = ""
    reason: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


def close(learner: Learner, private: Private) -> None:
    """Put it into the record, with what finds it again; the caller saves. Wants a stored record."""
    text = json.dumps(asdict(private), ensure_ascii=False)
    learner.sealed = records.seal(text, key=learner.key, of=learner, field="sealed")
    town = learner.municipality_id
    learner.name_index = indexed(private.name, "name_index", town)
    learner.last_name_index = indexed(private.last_name, "last_name_index", town)
    learner.contact_index = indexed(private.contact, "contact_index", town)


def opened(learner: Learner) -> Private:
    """What was put in; wants the record's key fetched. Raises `Unreadable`."""
    text = records.unseal(bytes(learner.sealed), key=learner.key, of=learner, field="sealed")
    return Private(**json.loads(text))


def indexed(text: str, field: str, municipality_id: int) -> bytes:
    """The value by which a name or contact is found; nothing for nothing."""
    if not text:
        return b""
    return records.index(text, of=Learner, field=field, municipality_id=municipality_id)


def names(learners: Iterable[Learner]) -> dict[int, str]:
    """Key -> name, of records with their keys fetched."""
    return {one.pk: opened(one).name for one in learners}
