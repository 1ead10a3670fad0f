"""Roles of people, and what other programs may read."""

from django.db import models


class Role(models.TextChoices):
    """What somebody is in a municipality, and what that means.

    Who steers and who contributes:

    - Coordination (Koordination): steers the concept. Edits everything, publishes, imports,
      adds people and gives them roles. In a Kreis: reads what its towns published or shared; in
      a Land: what its Kreise did, not what their towns shared with them.
    - Editor (Redaktion): edits the plan and writes reports; publishes nothing and gives no roles.
    - Partner (Partner): speaks for one or several institutions. Reads their measures and reports
      on them; sees nothing of what others report before it is published.
    - Committee member (Gremienmitglied): reads what is published, and the plan that the
      coordination has shared before it is adopted. Changes nothing.

    Who works with people; these roles see nothing of the plan's drafts:

    - Case worker (Fallarbeit): counsels people; sees the cases of the own team, no others.
    - Guide (Integrationslotsin): accompanies people; sees the tasks that were handed over.
    - Helper desk (Vermittlungsstelle): fits volunteers and lay interpreters to requests.
    - Helper (Ehrenamt): volunteer or lay interpreter; sees the own requests and assignments.
    - Incident officer (Beauftragte gegen Diskriminierung): handles reports of discrimination; the
      only role that ever reads them.

    Who watches over it:

    - Auditor (Prüfung, Datenschutz): reads the trail of who did and saw what, and the retention
      plan; no content.
    - Operator (Betrieb): installs, backs up, restores, sees whether everything runs; no content.
    """

    COORDINATION = "coordination", "Koordination"
    EDITOR = "editor", "Redaktion"
    PARTNER = "partner", "Partnerin oder Partner einer Institution"
    COMMITTEE = "committee", "Mitglied eines Gremiums"
    CASE_WORKER = "case_worker", "Fallarbeit"
    GUIDE = "guide", "Integrationslotsin oder -lotse"
    HELPER_DESK = "helper_desk", "Vermittlungsstelle für Ehrenamtliche"
    HELPER = "helper", "Ehrenamt, Sprachmittlung"
    INCIDENT_OFFICER = "incident_officer", "Beauftragte gegen Diskriminierung"
    AUDITOR = "auditor", "Prüfung und Datenschutz"
    OPERATOR = "operator", "Betrieb"


class TokenScope(models.TextChoices):
    """What an API token lets another program read. No token ever writes.

    - plan:read: the plan that is being worked on, with drafts and unpublished reports, but never
      internal notes.
    - trail:read: who did what to which object, as ids; for a supervision that watches over several
      systems (SIEM).
    """

    PLAN = "plan:read", "Konzept mit Entwürfen und unveröffentlichten Berichten"
    TRAIL = "trail:read", "Protokoll: wer hat wann was getan, nur als Nummern"


# Who steers, reads about people or watches over others: a stolen password alone must not do.
WITH_SECOND_FACTOR = frozenset(
    {
        Role.COORDINATION,
        Role.CASE_WORKER,
        Role.GUIDE,
        Role.HELPER_DESK,
        Role.INCIDENT_OFFICER,
        Role.AUDITOR,
        Role.OPERATOR,
    }
)
