"""Addresses that everyone may open."""

from django.urls import URLPattern, path

from miteinander.portal.views import editions, exports, machines, measures, plan, texts, towns

_EDITION = "konzept/fassungen/<int:fassung>/"
_COMPARISON = _EDITION + "vergleich/<int:before>/"

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
    path("konzept/bedarfe/", plan.needs, name="needs"),
    path("konzept/massnahmen/", measures.measures, name="measures"),
    path("konzept/massnahmen.csv", exports.measures_csv, name="measures_csv"),
    path("konzept/massnahmen.xlsx", exports.measures_xlsx, name="measures_xlsx"),
    path("konzept/massnahmen/<slug:slug>-<int:pk>/", measures.measure, name="measure"),
    path("konzept/dateien/<int:pk>/", measures.file, name="file"),
    path("konzept/downloads/", plan.downloads, name="downloads"),
    path("konzept/fassungen/", editions.editions, name="editions"),
    path(_EDITION, plan.concept, name="edition_concept"),
    path(_EDITION + "entstehung/", plan.process, name="edition_process"),
    path(_EDITION + "massnahmen/", measures.measures, name="edition_measures"),
    path(_EDITION + "massnahmen.csv", exports.measures_csv, name="edition_measures_csv"),
    path(_EDITION + "massnahmen.xlsx", exports.measures_xlsx, name="edition_measures_xlsx"),
    path(_EDITION + "neues.xml", machines.feed, name="edition_feed"),
    path(_EDITION + "konzept.json", exports.data, name="edition_data"),
    path(_EDITION + "downloads/", plan.downloads, name="edition_downloads"),
    path(_COMPARISON, editions.compared, name="edition_comparison"),
    *(
        path(
            f"{_COMPARISON}tabelle.{kind}",
            editions.compared_table,
            {"kind": kind},
            name=f"edition_comparison_{kind}",
        )
        for kind in ("csv", "xlsx")
    ),
    path(_EDITION + "am/", editions.on_a_day, name="edition_days"),
    path(_EDITION + "am/<str:day>/", editions.on_a_day, name="edition_as_of"),
    path("konzept/neues.xml", machines.feed, name="feed"),
    path("konzept/konzept.json", exports.data, name="data"),
]
