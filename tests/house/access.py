"""Who may open and who may change what: the table role x address x method.

Each role has a letter; `*` is every role, `-` nobody (the address does not take that). Whoever
holds none of the roles of a row gets a 403, whoever holds no role in the town a 404. A new address
of the workspace without a row fails in test_access.py.
"""

from miteinander.accounts.choices import Role

LETTERS = {
    "C": Role.COORDINATION,
    "E": Role.EDITOR,
    "P": Role.PARTNER,
    "M": Role.COMMITTEE,
    "W": Role.CASE_WORKER,
    "G": Role.GUIDE,
    "D": Role.HELPER_DESK,
    "H": Role.HELPER,
    "I": Role.INCIDENT_OFFICER,
    "A": Role.AUDITOR,
    "O": Role.OPERATOR,
}

# (who may open it by GET, who may send to it by POST, names of the addresses)
ROWS = [
    ("*", "-", "home"),
    (
        "CE",
        "-",
        "plan plan_branch deleted_items item_history measures measures_csv measures_xlsx "
        "measure entries attachment organisations organisations_export organisation people "
        "people_export rounds round round_csv round_xlsx round_review round_review_csv "
        "round_review_xlsx round_papers_pdf round_papers_docx",
    ),
    ("-", "CE", "plan_order topic_draft goal_draft measure_draft field_draft version_restore"),
    (
        "CE",
        "CE",
        "topic_edit topic_move goal_edit goal_move measure_edit measure_move field_edit "
        "field_add topic_add goal_add goal_add_to_topic measure_add measure_add_to_topic "
        "measure_add_to_goal measure_line conflict report_add report_edit attachment_add "
        "organisation_add organisation_change person_add person person_delete",
    ),
    (
        "C",
        "C",
        "token_add topic_delete goal_delete measure_delete field_delete report_delete "
        "concept_start "
        "concept_settings edition download_add entry_add entry_edit entry_delete imports "
        "import_columns import_take_over import_drop import_unplaced import_institutions "
        "import_entry measures_import organisations_import organisation_delete organisation_merge "
        "people_import representative_add member_add member member_remove "
        "member_sign_out settings",
    ),
    (
        "-",
        "C",
        "topic_publish topic_withdraw goal_publish goal_withdraw measure_publish "
        "measure_withdraw field_publish field_withdraw report_publish report_withdraw "
        "edition_publish edition_withdraw edition_share entry_shift attachment_publish "
        "import_read_again import_leave_out import_bring_back import_up import_down "
        "import_place import_merge import_split representative_remove member_invite",
    ),
    ("CE", "C", "attachment_delete"),
    (
        "C",
        "-",
        "import_progress import_review import_source import_passage import_below towns "
        "plan_of_town organisation_doubles tokens",
    ),
    ("CEPM", "-", "shared_assessment shared_plan"),
    ("P", "-", "own_measures"),
    ("P", "P", "own_report"),
    ("CE", "CE", "round_sheet answer_send_back"),
    ("C", "C", "round_publish"),
    ("-", "C", "report_reopen answer_file_take"),
    ("P", "-", "own_inquiries"),
    ("CE", "-", "answer_history"),
    ("CEP", "CEP", "inquiry inquiry_others inquiry_files inquiry_filled"),
    ("CEP", "-", "inquiry_thanks inquiry_copy inquiry_file inquiry_paper_pdf inquiry_paper_docx"),
    ("-", "CEP", "inquiry_seen inquiry_save inquiry_take_back inquiry_file_delete"),
    ("CEA", "-", "members"),
    (
        "CE",
        "-",
        "needs need need_history needs_export coverage coverage_export judgements goal_judgements "
        "judgement_history judgements_export judgements_over_editions "
        "judgements_over_editions_export",
    ),
    (
        "CE",
        "CE",
        "need_add need_change need_evidence_add need_evidence need_evidence_delete judgement_add "
        "judgement_change judgement_evidence_add judgement_evidence judgement_evidence_delete",
    ),
    ("C", "C", "needs_import need_delete need_publish judgement_delete judgement_publish"),
    ("-", "C", "need_withdraw need_share judgement_withdraw judgement_share"),
]


ROWS += [
    (
        "CE",
        "-",
        "editions edition_comparison edition_comparison_csv edition_comparison_xlsx "
        "edition_days edition_as_of",
    ),
    (
        "C",
        "C",
        "edition_next edition_amendment edition_adopt succession succession_merge succession_split",
    ),
    ("CO", "-", "operation"),
    (
        "CEPGDW",
        "-",
        "course_runs course_runs_export courses course course_run course_conditions",
    ),
    (
        "CP",
        "CP",
        "course_runs_import course_add course_change course_delete course_run_add "
        "course_run_change course_run_delete",
    ),
    ("-", "CP", "course_publish course_withdraw course_run_places"),
    ("CP", "-", "course_requests course_requests_export"),
    ("-", "CP", "course_request_answered course_request_taken_over"),
    (
        "CP",
        "-",
        "course_participants course_participants_csv course_participants_xlsx course_signing_list",
    ),
    (
        "-",
        "CP",
        "course_participant_add course_participant_delete course_attendance course_certificate "
        "course_certificates",
    ),
    ("-", "C", "course_conditions_usual"),
    (
        "C",
        "C",
        "course_providers course_condition_add course_condition course_condition_delete",
    ),
    ("C", "C", "sign_in_settings identity_provider token_revoke due_rule"),
    ("-", "C", "identity_provider_check"),
    ("A", "-", "trail trail_export"),
    ("CA", "-", "retention retention_export"),
    ("CA", "-", "due"),
    ("CA", "C", "retention_run"),
    ("CA", "A", "holds"),
    ("A", "A", "hold_end"),
    ("CEM", "-", "report report_pdf report_docx report_xlsx"),
    ("-", "CEM", "report_write report_written_delete"),
    ("CEM", "-", "report_written report_written_file"),
    ("-", "CE", "report_draft_pdf report_draft_docx report_draft_xlsx"),
    ("CE", "-", "measure_sheet"),
    ("C", "C", "report_template"),
    ("C", "-", "report_template_own report_template_starter"),
    ("-", "C", "report_template_remove"),
    ("C", "C", "access access_review access_hand_out person_erase"),
]


ROWS += [
    (
        "C",
        "C",
        "round_add round_change round_measures round_recipient round_delete round_remind "
        "round_extend round_close round_more",
    ),
    ("C", "-", "round_preview"),
    ("-", "C", "round_send round_reopen inquiry_link letter_again answer_other"),
]


ROWS += [
    # Guides open only whom they entered: tests/courses/test_learner_pages.py.
    ("CDG", "-", "learners learner_notice"),
    ("CD", "-", "learner"),
    ("CDG", "CDG", "learner_add"),
    ("CD", "CD", "learner_change learner_delete"),
    ("-", "CD", "learner_withdraw learner_search_again"),
    ("C", "-", "learners_export"),
    (
        "CD",
        "-",
        "placement placement_progress placement_what_if placement_figures "
        "placement_figures_export placement_prices placement_prices_export offers offer_letter",
    ),
    ("CD", "CD", "proposal offer"),
    (
        "-",
        "CD",
        "placement_start placement_again placement_decide offers_expire offer_extend offer_mail "
        "offer_told",
    ),
    ("C", "-", "districts"),
    ("C", "C", "district district_add"),
    ("-", "C", "district_delete"),
]


def roles(letters: str) -> frozenset[Role]:
    """The roles that the letters name."""
    if letters == "-":
        return frozenset()
    return frozenset(LETTERS.values() if letters == "*" else (LETTERS[one] for one in letters))


def table() -> dict[str, tuple[frozenset[Role], frozenset[Role]]]:
    """Name of an address -> (who may open it, who may send to it)."""
    return {
        name: (roles(opens), roles(sends)) for opens, sends, names in ROWS for name in names.split()
    }
