"""The one exception of the reader: a document that is not read, and what the person can do."""


class ReadingRefused(Exception):
    """A file that is not read. `sentence` is German and says what to do; `code` is ASCII."""

    def __init__(self, sentence: str, code: str = "unreadable") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
