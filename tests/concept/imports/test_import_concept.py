"""The command `import-concept`."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from miteinander.concept.models import ConceptImport, Edition, Field, Measure
from miteinander.kernel.tenancy import all_towns
from tests.concept.imports.conftest import CONCEPT


@pytest.fixture
def paper(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    path = tmp_path / "konzept.txt"
    path.write_text(CONCEPT)
    return path


def run(*words, **settings):
    call_command("import_concept", *map(str, words), **settings)


def test_a_dry_run_needs_no_database(paper, tmp_path):
    environment = {
        **os.environ,
        "DATABASE_URL": "postgres://niemand@127.0.0.1:1/nichts",
        "MITEINANDER_DATA": str(tmp_path / "data"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "miteinander", "import-concept", paper, "--dry-run", "--json"],
        env=environment,
        capture_output=True,
        check=True,
    )
    reading = json.loads(done.stdout)
    assert reading["counts"] == {"fields": 2, "goals": 2, "measures": 3}
    assert reading["source"]["file"] == "konzept.txt"
    assert "%" in done.stderr.decode()


def test_a_dry_run_reads_as_a_tree(paper, capsys):
    run(paper, "--dry-run")
    out = capsys.readouterr().out.splitlines()
    assert "Erkannt: Handlungsfelder 2, Ziele 2, Maßnahmen 3" in out
    assert "Handlungsfeld 1: Sprache (Zeile 3)" in out
    assert "    Maßnahme 1.1.1: Sprachcafé im Rathaus (Zeile 7)" in out
    assert "Nicht zugeordnet: nichts" in out


@pytest.mark.django_db
def test_the_first_document_is_taken_over_unpublished(paper, town, capsys):
    run(paper, "--municipality", town.ags)
    with all_towns():
        assert Measure.objects.count() == 3
        assert Edition.objects.get().published_at is None
    said = capsys.readouterr().err
    assert "7 neu" in said
    assert "/teststadt/arbeit/konzept/" in said
    assert "veröffentlichen" in said


@pytest.mark.django_db
def test_the_plan_can_be_published_at_once(paper, town, client):
    run(paper, "--municipality", town.ags, "--publish")
    with all_towns():
        assert Edition.objects.get().published_at
    assert "Sprache" in client.get("/teststadt/konzept/").content.decode()


@pytest.mark.django_db
def test_a_second_document_waits_for_the_review(paper, town, capsys):
    run(paper, "--municipality", town.ags)
    paper.write_text(CONCEPT.replace("Kurse am Abend", "Kurse am Morgen"))
    run(paper, "--municipality", town.ags)
    with all_towns():
        document = ConceptImport.objects.first()
        assert document
        assert document.state == "review"
        assert not Measure.objects.filter(title="Kurse am Morgen").exists()
    assert f"/teststadt/arbeit/importe/{document.pk}/durchsicht/" in capsys.readouterr().err


@pytest.mark.django_db
def test_all_proposals_can_be_taken_over_at_once(paper, town):
    run(paper, "--municipality", town.ags)
    paper.write_text(CONCEPT.replace("Kurse am Abend", "Kurse am Morgen"))
    run(paper, "--municipality", town.ags, "--take-over")
    with all_towns():
        assert Measure.objects.get(number="1.1.2").title == "Kurse am Morgen"
        assert Measure.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "sentence"), [(b"", "leer"), (b"%PDF-1.7 kaputt", "."), (b"\0" * 900, ".")]
)
def test_refused_documents_leave_nothing(paper, town, tmp_path, data, sentence):
    paper.write_bytes(data)
    with pytest.raises(CommandError, match=sentence) as refusal:
        run(paper, "--municipality", town.ags)
    assert refusal.value.returncode == 1
    with all_towns():
        assert not ConceptImport.objects.exists()
        assert not Field.objects.exists()
    assert not (tmp_path / "files").exists()


@pytest.mark.django_db
def test_a_document_in_which_nothing_is_recognised_makes_no_plan(paper, town):
    paper.write_text("Guten Tag. Hier steht nichts, was ein Plan sein könnte.\n")
    with pytest.raises(CommandError, match="zu erkennen"):
        run(paper, "--municipality", town.ags)
    with all_towns():
        assert not Edition.objects.exists()
        assert not ConceptImport.objects.exists()


@pytest.mark.django_db
def test_unknown_and_inactive_municipalities_are_told(paper, town):
    with pytest.raises(CommandError, match="nicht bekannt"):
        run(paper, "--municipality", "99999999")
    town.is_active = False
    town.save()
    with pytest.raises(CommandError, match="miteinander setup"):
        run(paper, "--municipality", town.ags)
    with pytest.raises(CommandError, match="--municipality"):
        run(paper)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="gibt es nicht"):
        run(tmp_path / "fehlt.txt", "--dry-run")
