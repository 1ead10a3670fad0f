"""The one exception of this room."""


class MatchingError(ValueError):
    """A problem that cannot be posed: `sentence` says why, `place` which array and key."""

    def __init__(self, sentence: str, place: str) -> None:
        super().__init__(f"{sentence} ({place})")
        self.sentence = sentence
        self.place = place
