"""Every address: accounts, set-up, then per town the workspace and the public pages.

Rooms give `workspace_patterns` (signed in) and `public_patterns`; here they get their prefix and
namespace. The middleware knows by the namespace what to guard.
"""

from django.urls import URLPattern, URLResolver, include, path

from miteinander.accounts import urls as accounts
from miteinander.api import urls as api
from miteinander.assessment import urls as assessment
from miteinander.concept import urls as concept
from miteinander.courses import urls as courses
from miteinander.following import urls as following
from miteinander.kernel import urls as kernel
from miteinander.network import urls as network
from miteinander.operation import urls as operation
from miteinander.portal import urls as portal
from miteinander.privacy import urls as privacy
from miteinander.reporting import urls as reporting
from miteinander.rounds import urls as rounds
from miteinander.ui import urls as ui
from miteinander.workspace import urls as workspace

workspace_patterns: list[URLPattern | URLResolver] = [
    *workspace.workspace_patterns,
    *concept.workspace_patterns,
    *rounds.workspace_patterns,
    *assessment.workspace_patterns,
    *network.workspace_patterns,
    *courses.workspace_patterns,
    *reporting.workspace_patterns,
    *accounts.workspace_patterns,
    *privacy.workspace_patterns,
    *operation.workspace_patterns,
    *kernel.workspace_patterns,
]
public_patterns: list[URLPattern | URLResolver] = [
    *courses.public_patterns,
    *rounds.public_patterns,
    *portal.public_patterns,
    *following.public_patterns,
    *reporting.public_patterns,
    *courses.public_patterns,
    *kernel.public_patterns,
]

urlpatterns = [
    path("konto/", include(accounts.account_patterns)),
    *kernel.root_patterns,
    *accounts.root_patterns,
    *operation.root_patterns,
    *privacy.root_patterns,
    *ui.root_patterns,
    *portal.root_patterns,
    *api.root_patterns,
    path("<slug:town>/arbeit/", include((workspace_patterns, "workspace"))),
    path("<slug:town>/", include((public_patterns, "public"))),
]

handler404 = "miteinander.ui.views.not_found"
handler403 = "miteinander.ui.views.forbidden"
handler500 = "miteinander.ui.views.server_error"
