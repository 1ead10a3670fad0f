"""Addresses for other programs."""

from django.urls import URLPattern, URLResolver, path

from miteinander.api.service import api
from miteinander.api.views import assessed, courses, description, public, working

api.add_router("", public.router)
api.add_router("", assessed.router)
api.add_router("", courses.router)
api.add_router("", working.router)

root_patterns: list[URLPattern | URLResolver] = [
    path("api/", description.description, name="api"),
    path("api/v1/", api.urls),
]
