"""Addresses that everyone may open."""

from django.urls import URLPattern, path

from miteinander.portal.views import exports, machines, measures, plan, texts, towns

root_patterns: list[URLPattern] = [
    path("", towns.home, name="home"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemaps, name="sitemaps"),
]
public_patterns: list[URLPattern] = [
    path("", towns.town, name="town"),
    path("kontakt/danke/", texts.contact_thanks, name="contact_thanks"),
    path("impressum/", texts.imprint, name="imprint"),
    path("datenschutz/", texts.privacy, name="privacy"),
    path("sicherheit/", texts.security, name="security"),
    path("barrierefreiheit/", texts.accessibility, name="accessibility"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("konzept/", plan.concept, name="concept"),
    path("konzept/entstehung/", plan.process, name="process"),
    path("konzept/handlungsfelder/<slug:slug>-<int:pk>/", plan.field, name="field"),
    path("konzept/massnahmen/", measures.measures, name="measures"),
    path("konzept/massnahmen.csv", exports.measures_csv, name="measures_csv"),
    path("konzept/massnahmen.xlsx", exports.measures_xlsx, name="measures_xlsx"),
    path("konzept/massnahmen/<slug:slug>-<int:pk>/", measures.measure, name="measure"),
    path("konzept/dateien/<int:pk>/", measures.file, name="file"),
    path("konzept/downloads/", plan.downloads, name="downloads"),
    path("konzept/neues.xml", machines.feed, name="feed"),
    path("konzept/konzept.json", exports.data, name="data"),
]
