"""What people write in Markdown becomes harmless HTML, whatever they write."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.ui.markdown import to_html

ALLOWED = {
    *("p", "br", "strong", "em", "s", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}


class Harm(HTMLParser):
    """Collects every tag, attribute and address that is not allowed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As a browser reads it."""
        if tag not in ALLOWED:
            self.found.append(tag)
        for name, value in attrs:
            if name not in ("href", "title", "rel", "start"):
                self.found.append((tag, name))
            scheme = re.sub(r"[\x00-\x20]", "", value or "").partition(":")[0].lower()
            if name == "href" and scheme in ("javascript", "data", "vbscript"):
                self.found.append(value)

    def handle_comment(self, data: str) -> None:
        """None is left either."""
        self.found.append(data)


PIECES = st.sampled_from(
    [
        *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))"),
        *("![x](data:text/html,x)", "<a href='javascript:x'>", "<svg/onload=x>", "`<b>`", "&lt;"),
        *("<style>*{}</style>", "<div style='x'>", "[x]: javascript:x", "[x](<javascript:x>)"),
        *("\n\n", "    ", "# ", "- ", "> ", "|a|b|\n|-|-|\n", "\0", "\\", "**", "<!--", "-->"),
        *("[x](JaVaScRiPt&colon;x)", "[x](java\tscript:x)", "<http://x.example>", "<javascript:x>"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=30), max_size=12))
def test_nothing_that_somebody_writes_runs(pieces):
    assert Harm(str(to_html("".join(pieces)))).found == []


@pytest.mark.parametrize("text", ["[x](javascript:alert(1))", "<script>alert(1)</script>"])
def test_what_would_run_is_shown_as_the_text_that_it_is(text):
    shown = str(to_html(text))
    assert "<script" not in shown
    assert "href" not in shown


def test_what_is_meant_stays():
    shown = str(to_html("**fett** und [Link](https://example.org)\n\n- eins"))
    assert "<strong>fett</strong>" in shown
    assert 'href="https://example.org"' in shown
    assert "<li>eins</li>" in shown
