"""The town's own Word template: what is taken, refused with which sentence, and comes out."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import town_scope
from miteinander.reporting.models import ReportTemplate
from miteinander.reporting.writers import word
from miteinander.ui.papers.template import NotUsable, examine
from tests import factories
from tests.reporting.hostile import HOSTILE, hostile_contents
from tests.reporting.test_composition import composed
from tests.reporting.test_office_files import words

DAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Uploaded files go to a folder of their own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def made(change: Callable[[docx.document.Document], object] | None = None) -> bytes:
    """The starter, changed by `change`."""
    document = docx.Document(io.BytesIO(word.starter(DAY)))
    if change:
        change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def packed(**changed: str) -> bytes:
    """The starter with other or more parts; "/" is written "__", "." is written "_DOT_"."""
    out = io.BytesIO()
    names = {name.replace("__", "/").replace("_DOT_", "."): text for name, text in changed.items()}
    with (
        zipfile.ZipFile(io.BytesIO(word.starter(DAY))) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
        for name, text in names.items():
            new.writestr(name, text)
    return out.getvalue()


def link(kind: str, target: str) -> bytes:
    """The starter with a link to elsewhere."""
    start = "http://schemas.openxmlformats.org"
    rel = f'<Relationship Id="x" Type="{start}/officeDocument/2006/relationships/{kind}" '
    rel += f'Target="{target}" TargetMode="External"/>'
    whole = f'<Relationships xmlns="{start}/package/2006/relationships">{rel}</Relationships>'
    return packed(word___rels__settings_DOT_xml_DOT_rels=whole)


def upload(client, content: bytes, name: str = "Vorlage.docx") -> str:
    """The page after sending a template."""
    address = reverse("workspace:report_template", kwargs={"town": "teststadt"})
    sent = client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)
    return sent.content.decode()


def stored(town) -> list[str]:
    with town_scope(town):
        return list(ReportTemplate.objects.values_list("name", flat=True))


def refusal(content: bytes) -> str:
    with pytest.raises(NotUsable) as refused:
        examine(content, word.NAMES)
    return str(refused.value)


def test_the_report_takes_the_look_and_the_words_of_the_template(plan):
    def change(document):
        document.sections[0].header.paragraphs[0].text = "Briefkopf {{ kommune }}"
        document.styles["Heading 1"].font.name = "Arial Narrow"

    contents = composed(plan)
    file = docx.Document(io.BytesIO(word.report(contents, made(change))))
    assert file.sections[0].header.paragraphs[0].text == f"Briefkopf {contents.town}"
    assert file.styles["Heading 1"].font.name == "Arial Narrow"
    chapters = [one.text for one in file.paragraphs if one.style.name == "Heading 1"]
    assert chapters[:2] == ["Zusammenfassung", "Handlungsfelder"]
    said = words(word.report(contents, made(change)))
    assert "Von 4 Maßnahmen ist 1 abgeschlossen" in said
    assert "{{" not in said


def test_a_name_that_word_has_cut_into_pieces_is_filled_too(plan):
    def change(document):
        paragraph = document.paragraphs[0]
        paragraph.text = "Stadt {{ kom"
        paragraph.add_run("mune").bold = True
        paragraph.add_run(" }}, Bericht")

    contents = composed(plan)
    file = docx.Document(io.BytesIO(word.report(contents, made(change))))
    assert file.paragraphs[0].text == f"Stadt {contents.town}, Bericht"


def test_styles_that_the_template_lacks_are_lent(plan):
    def change(document):
        for name in ("List Bullet", "Heading 2", "Table Grid"):
            document.styles[name].delete()

    made_of_it = word.report(composed(plan), made(change))
    file = docx.Document(io.BytesIO(made_of_it))
    known = {style.style_id for style in file.styles}
    assert {"MiteinanderHeading2", "MiteinanderListBullet", "MiteinanderTableGrid"} <= known
    assert "• " in words(made_of_it)


def test_every_page_of_a_draft_says_so_whatever_the_template_says(plan):
    def change(document):
        document.sections[0].different_first_page_header_footer = True
        document.sections[0].header.paragraphs[0].text = "Briefkopf"

    file = docx.Document(
        io.BytesIO(word.report(composed(plan, with_unpublished=True), made(change)))
    )
    section = file.sections[0]
    for head in (section.header, section.first_page_header):
        assert "Entwurf, nicht öffentlich" in [one.text for one in head.paragraphs]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_in_a_template(text):
    assert docx.Document(io.BytesIO(word.report(hostile_contents(text), made()))).paragraphs


def test_a_mistake_is_refused_with_its_place():
    def unknown(document):
        document.sections[0].header.paragraphs[0].text = "{{ gemeinde }}"

    assert refusal(made(unknown)).startswith("In der Kopfzeile steht {{ gemeinde }}.")

    def half(document):
        document.paragraphs[2].text = "{{ titel }"

    assert refusal(made(half)).startswith("Im 3. Absatz des Textes steht eine geschweifte Klammer")

    def loop(document):
        document.paragraphs[2].text = "{% for x in y %}"

    assert "geschweifte Klammer" in refusal(made(loop))

    def reach(document):
        document.paragraphs[2].text = "{{ titel.__class__ }}"

    assert "{{ titel.__class__ }}. Das gibt es nicht." in refusal(made(reach))


def test_the_report_has_exactly_one_place():
    def none(document):
        document.paragraphs[-1].text = "Ende"

    assert "fehlt eine Zeile" in refusal(made(none))

    def two(document):
        document.add_paragraph("{{inhalt}}")

    assert "mehr als eine" in refusal(made(two))

    def in_a_table(document):
        document.add_table(1, 1).cell(0, 0).text = "{{ inhalt }}"

    assert "nicht in eine Tabelle" in refusal(made(in_a_table))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nicht als Word-Dokument lesen"),
        (b"%PDF-1.7", "nicht als Word-Dokument lesen"),
        (b"PK\x03\x04 kaputt", "nicht als Word-Dokument lesen"),
        (b"x" * (5 * 1024 * 1024 + 1), "größer als 5 MB"),
        (packed(word__vbaProject_DOT_bin="x"), "Makros"),
        (packed(word__embeddings__a_DOT_xlsx="x"), "eingebettete Dateien"),
        (packed(word__more_DOT_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "Verweise"),
        (link("attachedTemplate", "https://boese.example/a.dotm"), "boese.example"),
        (link("image", "https://boese.example/a.png"), "lädt etwas von einem anderen Ort nach"),
        (link("hyperlink", "file:///etc/passwd"), "lädt etwas von einem anderen Ort nach"),
    ],
)
def test_whatever_is_no_plain_word_file_is_refused(content, said):
    assert said in refusal(content)


def test_a_link_to_a_website_may_stay():
    examine(link("hyperlink", "https://www.teststadt.example/"), word.NAMES)


def test_a_field_that_loads_something_is_refused():
    def change(document):
        run = document.paragraphs[1].add_run()._r
        run.append(docx.oxml.parse_xml(FIELD))

    assert "lädt ein Feld etwas nach" in refusal(made(change))


FIELD = (
    '<w:instrText xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    ' INCLUDETEXT "https://boese.example" </w:instrText>'
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, 40_000), bytes_=st.binary(min_size=1, max_size=20))
def test_a_damaged_file_is_filled_or_refused_but_never_an_error(place, bytes_):
    whole = bytearray(word.starter(DAY))
    place %= len(whole)
    whole[place : place + len(bytes_)] = bytes_
    with suppress(NotUsable):
        assert docx.Document(io.BytesIO(word.report(hostile_contents("Wort"), bytes(whole))))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.sampled_from("{}% abtitelinhalt"), max_size=30))
def test_whatever_stands_in_braces_is_filled_or_refused(text):
    def change(document):
        document.paragraphs[2].text = text

    try:
        said = words(word.report(hostile_contents("Wort"), made(change)))
    except NotUsable:
        return
    assert "{{" not in said


def test_a_template_is_uploaded_used_by_page_and_command_and_removed(
    plan, town, as_coordinator, files, tmp_path
):
    def change(document):
        document.paragraphs[0].text = "UNSER BRIEFKOPF"

    sent = made(change)
    assert "Die Vorlage ist geprüft" in upload(as_coordinator, sent)
    assert stored(town) == ["Vorlage.docx"]
    address = reverse("workspace:report_docx", kwargs={"town": town.slug})
    assert "UNSER BRIEFKOPF" in words(as_coordinator.get(address).content)
    out = tmp_path / "bericht.docx"
    call_command("report", municipality=town.slug, format="docx", out=out, verbosity=0)
    assert "UNSER BRIEFKOPF" in words(out.read_bytes())
    own = reverse("workspace:report_template_own", kwargs={"town": town.slug})
    assert as_coordinator.get(own).content == sent
    as_coordinator.post(reverse("workspace:report_template_remove", kwargs={"town": town.slug}))
    assert stored(town) == []
    assert "UNSER BRIEFKOPF" not in words(as_coordinator.get(address).content)
    assert as_coordinator.get(own).status_code == 404
    with town_scope(town):
        verbs = AuditEvent.objects.filter(verb__startswith="report_template.")
        assert sorted(verbs.values_list("verb", flat=True)) == [
            "report_template.added",
            "report_template.deleted",
        ]


def test_a_template_with_a_mistake_leaves_the_one_before_in_place(plan, town, as_coordinator):
    upload(as_coordinator, made(), "erste.docx")

    def change(document):
        document.paragraphs[2].text = "{{ titl }}"

    page = upload(as_coordinator, made(change), "zweite.docx")
    assert "Im 3. Absatz des Textes steht {{ titl }}." in page
    assert stored(town) == ["erste.docx"]
    upload(as_coordinator, made(), "dritte.docx")
    assert stored(town) == ["dritte.docx"]


def test_a_template_of_another_town_is_never_used(plan, town, as_coordinator):
    upload(as_coordinator, made())
    other = factories.town("Andersdorf")
    assert stored(other) == []


def test_the_page_explains_every_name_and_offers_a_template_to_begin_with(town, as_coordinator):
    address = reverse("workspace:report_template", kwargs={"town": town.slug})
    page = as_coordinator.get(address).content.decode()
    for name in (*word.NAMES, "inhalt"):
        assert f"{{{{ {name} }}}}" in page
    starter = reverse("workspace:report_template_starter", kwargs={"town": town.slug})
    examine(as_coordinator.get(starter).content, word.NAMES)
