"""The WSGI entry point, served by granian."""

import os

from django.core.wsgi import get_wsgi_application

from miteinander.kernel.uploads import hearing_out

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miteinander.config.settings")
application = hearing_out(get_wsgi_application())
