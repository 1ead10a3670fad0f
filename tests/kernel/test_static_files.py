"""Static files are collected once per version."""

from pathlib import Path

from miteinander.kernel import static_files


def test_files_are_collected_once(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("MITEINANDER_DATA", str(tmp_path))
    settings.DATA, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    assert static_files.collect() is True
    assert (tmp_path / "static" / "staticfiles.json").exists()
    assert static_files.collect() is False


def test_files_of_another_version_are_collected_anew(settings, tmp_path, monkeypatch):
    settings.DATA, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "collected").write_text("0.0.1 0")
    called: list[list[str]] = []
    monkeypatch.setattr(static_files.subprocess, "run", lambda words, **_: called.append(words))
    assert static_files.collect() is True
    assert "collectstatic" in called[0]
    assert Path(tmp_path / "static" / "collected").read_text() != "0.0.1 0"
