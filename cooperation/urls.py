"""The whole map of the site."""

import re

from django.contrib import admin
from django.urls import include, path, re_path, register_converter

from cooperation.answers.works import PENS
from cooperation.choices import Kind
from cooperation.exports import FORMS, TABLES
from cooperation.filters.panels import LONG
from cooperation.views import (
    calendar,
    changes,
    citations,
    compare,
    countries,
    dataset,
    embedding,
    feeds,
    files,
    lists,
    maps,
    on_this_day,
    pinned,
    quality,
    records,
    search,
    showing,
    site,
    sitemaps,
    sources,
    ties,
    values,
)


class ListedKinds:
    """The lists that readers filter."""

    regex = "|".join(kind.plural for kind in Kind if kind != Kind.EDITION)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class AnyKinds(ListedKinds):
    """Where records have their page."""

    regex = "|".join(kind.plural for kind in Kind)


class CitationForms(ListedKinds):
    """The formats of a citation, as the ends of addresses."""

    regex = "|".join(map(re.escape, PENS))


class Sections(ListedKinds):
    """The parts of the sitemap."""

    regex = "|".join(sitemaps.SECTIONS)


class Cases(ListedKinds):
    """The cases of the page on disagreements."""

    regex = "|".join(quality.CASES)


class LongFacets(ListedKinds):
    """The filters whose values have a page of their own."""

    regex = "|".join(LONG)


class Forms(ListedKinds):
    """The forms in which a list can be taken away."""

    regex = "|".join(FORMS)


class Tables(ListedKinds):
    """The tables of the dataset."""

    regex = "|".join(table.name for table in TABLES)


register_converter(ListedKinds, "listed")
register_converter(Tables, "table")
register_converter(Forms, "form")
register_converter(LongFacets, "facet")
register_converter(AnyKinds, "kinds")
register_converter(Cases, "cases")
register_converter(Sections, "section")
register_converter(CitationForms, "citation")

urlpatterns = [
    path("", site.home, name="home"),
    path("<listed:kinds>/", lists.record_list, name="list"),
    path("<listed:kinds>.atom", feeds.list_news, name="list-news"),
    path("forums.ics", feeds.list_calendar, {"kinds": "forums"}, name="forums-calendar"),
    path("<listed:kinds>.<form:form>", files.record_file, name="list-file"),
    path("<listed:kinds>/timeline.json", lists.record_figure, name="list-figure"),
    path("<listed:kinds>/table/", lists.record_table, name="list-table"),
    path("<listed:kinds>/values/<facet:facet>/", values.value_list, name="values"),
    path("search/values/<facet:facet>/", values.value_list, {"kinds": "records"}, name="search-values"),
    path("<kinds:kinds>/<slug:slug>/", records.record_page, name="record"),
    path("<listed:kinds>.<citation:form>", citations.list_citation, name="list-citation"),
    path("search.<citation:form>", citations.list_citation, {"kinds": "records"}, name="search-citation"),
    path("<kinds:kinds>/<slug:slug>.<citation:form>", citations.record_citation, name="record-citation"),
    path("<kinds:kinds>/<slug:slug>/changes/", changes.record_changes, name="record-changes"),
    path("<kinds:kinds>/<slug:slug>/with/", ties.record_ties, name="record-ties"),
    path("forums/<slug:slug>.ics", feeds.series_calendar, name="series-calendar"),
    path("forums/<slug:slug>.atom", feeds.series_news, name="series-news"),
    path("changes.atom", feeds.changes_news, name="changes-news"),
    path("changes/", changes.release_list, name="changes"),
    path("changes/<str:code>/", changes.release_page, name="release"),
    path("changes/<str:code>/seeds.zip", pinned.release_files, name="release-files"),
    path("search/", lists.record_list, {"kinds": "records"}, name="search"),
    path("search.ics", feeds.list_calendar, {"kinds": "records"}, name="records-calendar"),
    path("search.atom", feeds.list_news, {"kinds": "records"}, name="search-news"),
    path("search.<form:form>", files.record_file, {"kinds": "records"}, name="search-file"),
    path("suggest/", search.suggest, name="suggest"),
    path("timeline/", lists.record_timeline, name="timeline"),
    path("timeline/table/", lists.record_table, {"kinds": "records"}, name="timeline-table"),
    path("timeline.json", lists.record_figure, {"kinds": "records"}, name="timeline-figure"),
    path("map/", maps.map_page, name="map"),
    path("calendar/", calendar.calendar_now, name="calendar"),
    path("calendar/on-this-day/", on_this_day.today_page, name="on-this-day"),
    path("calendar/on-this-day/<str:day>/", on_this_day.day_page, name="on-day"),
    path("calendar/<str:year>/", calendar.calendar_year, name="calendar-year"),
    path("calendar/<str:year>/<str:month>/", calendar.calendar_month, name="calendar-month"),
    path("countries/", countries.country_list, name="countries"),
    path("countries/compare/", compare.compare, name="compare"),
    re_path(r"^countries/(?P<code>[A-Za-z]{2})/$", countries.country_page, name="country"),
    re_path(r"^countries/(?P<code>[A-Za-z]{2})/timeline\.json$", countries.country_figure, name="country-figure"),
    re_path(
        rf"^countries/(?P<code>[A-Za-z]{{2}})\.(?P<form>{CitationForms.regex})$",
        citations.country_citation,
        name="country-citation",
    ),
    re_path(r"^countries/(?P<code>[A-Za-z]{2})/with/$", ties.country_ties, name="country-ties"),
    re_path(r"^countries/(?P<code>[A-Za-z]{2})\.ics$", feeds.country_calendar, name="country-calendar"),
    re_path(r"^countries/(?P<code>[A-Za-z]{2})\.atom$", feeds.country_news, name="country-news"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/<slug:slug>/", sources.source_page, name="source"),
    path("disagreements/", quality.disagreements, name="disagreements"),
    path("disagreements/<cases:only>/", quality.disagreements, name="disagreements-of"),
    path("coverage/", quality.coverage, name="coverage"),
    path("api/v1/", include("cooperation.api.urls")),
    path("dataset/", dataset.dataset_page, name="dataset"),
    path("dataset.zip", dataset.package_file, {"form": "zip"}, name="dataset-zip"),
    path("dataset/datapackage.json", dataset.package_file, {"form": "json"}, name="dataset-descriptor"),
    path("dataset/<table:name>.csv", dataset.table_file, name="dataset-table"),
    path("about/", site.about, name="about"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<section:section>-<int:part>.xml", sitemaps.sitemap_part, name="sitemap-part"),
    path("robots.txt", site.robots, name="robots"),
    path("favicon.ico", site.icon, name="icon"),
    path("healthz", site.health, name="health"),
    path("admin/", admin.site.urls),
    re_path(r"^embed/(?P<page>.+)/$", embedding.embedded, name="embed"),
    re_path(r"^(?P<page>.+)\.json$", showing.twin, name="twin"),
]
handler400 = "cooperation.views.errors.bad_request"
handler404 = "cooperation.views.errors.not_found"
