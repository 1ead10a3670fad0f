"""Addresses of the list of rounds, their set-up and their board."""

from django.urls import URLPattern, path

from miteinander.kernel.doors import behind
from miteinander.rounds import rules
from miteinander.rounds.views import board, papers, setup

_ONE = "berichtsrunden/<int:pk>/"
_reading = [
    path("berichtsrunden/", setup.rounds, name="rounds"),
    path(_ONE, board.board, name="round"),
    path(f"{_ONE}stand.csv", board.export, {"ending": "csv"}, name="round_csv"),
    path(f"{_ONE}stand.xlsx", board.export, {"ending": "xlsx"}, name="round_xlsx"),
    path(f"{_ONE}frageboegen.pdf", papers.of_round, {"kind": "pdf"}, name="round_papers_pdf"),
    path(f"{_ONE}frageboegen.docx", papers.of_round, {"kind": "docx"}, name="round_papers_docx"),
]
_running = [
    path("berichtsrunden/neu/", setup.add, name="round_add"),
    path(f"{_ONE}vorbereiten/", setup.change, name="round_change"),
    path(f"{_ONE}massnahmen/", setup.measures, name="round_measures"),
    path(f"{_ONE}vorschau/", setup.preview, name="round_preview"),
    path(f"{_ONE}wer/<int:organisation>/", setup.recipient, name="round_recipient"),
    path(f"{_ONE}verschicken/", setup.send, name="round_send"),
    path(f"{_ONE}loeschen/", setup.delete, name="round_delete"),
    path(f"{_ONE}erinnern/", board.remind, name="round_remind"),
    path(f"{_ONE}frist/", board.extend, name="round_extend"),
    path(f"{_ONE}abschliessen/", board.close, name="round_close"),
    path(f"{_ONE}weiterfuehren/", board.reopen, name="round_reopen"),
    path(f"{_ONE}ergaenzen/", board.more, name="round_more"),
    path("anfragen/<int:pk>/link/", board.renew_link, name="inquiry_link"),
    path("schreiben/<int:pk>/erneut/", board.send_again, name="letter_again"),
    path("antworten/<int:pk>/andere/", board.ask_proposed, name="answer_other"),
]
workspace_patterns: list[URLPattern] = [
    *behind(rules.can_read_answers, _reading),
    *behind(rules.can_run_rounds, _running),
]
