"""Addresses of the room `following`; all are open to everyone or to whoever holds a mail's link."""

from django.urls import URLPattern, path

from miteinander.following import views

public_patterns: list[URLPattern] = [
    path("konzept/folgen/", views.follow, name="follow"),
    path("konzept/folgen/gefragt/", views.asked, name="follow_asked"),
    path("konzept/folgen/ja/<str:token>/", views.confirm, name="follow_confirm"),
    path("konzept/folgen/abbestellen/<str:token>/", views.end, name="follow_end"),
    path("konzept/folgen/alles-abbestellen/<str:token>/", views.end_all, name="follow_end_all"),
]
