"""Contents all of whose texts are the same hostile words."""

from datetime import date

from miteinander.reporting.choices import Part
from miteinander.reporting.contents import (
    Change,
    Contents,
    Courses,
    Field,
    Figures,
    Goal,
    Institution,
    Measure,
    Names,
    Remark,
    Report,
)
from miteinander.reporting.queries.composition import WORDS
from miteinander.ui.papers.text import Block

DAY = date(2026, 3, 1)
HOSTILE = [
    '=HYPERLINK("http://x.example","ja")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "Donaudampfschifffahrts" * 30,
    "👩‍👩‍👧‍👦 🇩🇪 ✊🏿 ☎️ 🫠",
    "مرحبا بكم في المدينة ۱۲۳",
    "שלום ‮ umgedreht ‬",
    "a\x00b\x01c\x0bd\x1be\x7f\ud800 \ufffe",
    "<w:p>&amp;]]><script>alert(1)</script>",
    '#panic() $x$ *a* _b_ `c` @d <e> \\ // /* */ #import "x"',
    "{{ 7*7 }} {% for a in b %}{# c #}",
    "ქართული 中文字 አማርኛ ትግርኛ हिन्दी e\u0301\u0302\u0303 ﷽ Zͬ͆a̾l͛g̴o",
    "\u2028\u2029\u00a0\u200b\ufeff",
    "",
]


def hostile_contents(words: str, count: int = 1) -> Contents:
    """Everything that a report can hold, each text made of `words`."""
    text = (Block(words), Block(words, is_point=True))
    report = Report(DAY, "started", words, DAY, DAY, text, text, text, text, None, 5)
    measures = tuple(
        Measure(
            key=key,
            number=words,
            title=words,
            field=words,
            goal=words,
            kind=words,
            description=text,
            approach=text,
            indicators=(words,),
            leads=(words,),
            partners=(words,),
            target_groups=(words,),
            period=words,
            begins_on=DAY,
            ends_on=DAY,
            cost=words,
            funding=words,
            status="started",
            reported_on=DAY,
            before="planned",
            reports=(report,),
        )
        for key in range(count)
    )
    field = Field(words, words, (Goal(words, words, DAY, (words,)),), measures)
    remarks = tuple(Remark(one, words, DAY, text) for one in measures)
    return Contents(
        town=words,
        title=words,
        edition=words,
        decision=words,
        as_of=DAY,
        since=DAY,
        made_on=DAY,
        origin=words,
        office=words,
        is_draft=True,
        names=Names(*[words] * 6),
        words=WORDS,
        parts=tuple(Part.values),
        summary=(words,) * 7,
        fields=(field,) * count,
        institutions=(Institution(words, measures, 1, 1, 1),),
        changes=tuple(Change(one, words, DAY) for one in measures),
        obstacles=remarks,
        outlook=remarks,
        courses=Courses((words,), (Figures(words, (words, words), ((words, words),)),)),
        ending=measures,
        sources=(words,),
    )
