"""The process that reads one document: `reader.read` starts it with `python -m`.

Its input is one line of JSON (`path`, `filename`, `columns`, `known`, `limits`); it then stays
open, and its end is the sign that nobody waits any more. Its output are lines of JSON: progress,
and at last `result`, `refused` or `failed`. No Django in here.
"""

import json
import os
import select
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

BEAT_SECONDS = 5


class Voice:
    """Writes lines of JSON; repeats the last progress while the reader is silent."""

    def __init__(self) -> None:
        # Libraries that print would break the protocol: they get the error output instead.
        self.output = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        self.lock = threading.Lock()
        self.last: dict[str, Any] = {"percent": 0, "step": "Dokument wird geöffnet"}

    def say(self, message: dict[str, Any]) -> None:
        """Send one message."""
        with self.lock:
            self.output.write(json.dumps(message).encode() + b"\n")
            self.output.flush()

    def progress(self, percent: int, step: str) -> None:
        """Send how far the reading is."""
        self.last = {"percent": int(percent), "step": step}
        self.say(self.last)

    def beat(self) -> None:
        """Repeat the progress until the input ends; then end the whole process."""
        while not select.select([0], [], [], BEAT_SECONDS)[0]:
            self.say(self.last)
        os._exit(3)


def confine(memory: int, processor: int, **_: int) -> None:
    """Give this process at most so many bytes and seconds, and the lowest priority."""
    import resource

    os.nice(10)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 5))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def answer(request: dict[str, Any], voice: Voice) -> dict[str, Any]:
    """Read the document and compare it with the known items: the last message to send."""
    from miteinander.concept.reading import ReadingRefused, read_document
    from miteinander.concept.reading.compare import KnownItem, compare

    columns = request["columns"]
    try:
        reading = read_document(
            Path(request["path"]).read_bytes(),
            request["filename"],
            columns=columns and {int(index): meaning for index, meaning in columns.items()},
            progress=voice.progress,
        )
    except ReadingRefused as refusal:
        return {"refused": str(refusal), "code": refusal.code}
    lines = [[line.number, line.page, line.text] for line in reading.lines]
    known = [KnownItem(**item) for item in request["known"]]
    changes = [[one.key, one.new_id] for one in compare(known, reading)] if known else []
    result = {"reading": reading.as_json(), "lines": lines, "changes": changes}
    return {"result": storable(result)}


def storable(value: Any) -> Any:
    """The same without zero characters and halves of characters: no database takes them."""
    if isinstance(value, str):
        return value.replace("\0", "").encode(errors="replace").decode()
    if isinstance(value, dict):
        return {key: storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable(one) for one in value]
    return value


def main() -> None:
    """Read the request, confine the process, answer."""
    request = json.loads(sys.stdin.buffer.readline())
    voice = Voice()
    confine(**request["limits"])
    threading.Thread(target=voice.beat, daemon=True).start()
    try:
        message = answer(request, voice)
    except BaseException as error:
        # Where it happened, without a word of the document.
        place = traceback.extract_tb(error.__traceback__)[-1]
        name = Path(place.filename).name
        message = {"failed": f"{type(error).__name__} in {name}:{place.lineno}"}
    voice.say(message)


if __name__ == "__main__":
    main()
