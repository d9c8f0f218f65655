"""The addresses of the API."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from cooperation.api import references, views

app_name = "api"
docs = SpectacularSwaggerSplitView.as_view(url_name="api:openapi", template_name="api_docs.html")
urlpatterns = [
    path("", views.Root.as_view(), name="root"),
    path("records/", views.Records.as_view(), name="records"),
    path("records/<str:slug>/", views.OneRecord.as_view(), name="record"),
    path("statements/", views.Statements.as_view(), name="statements"),
    path("facets/", views.Facets.as_view(), name="facets"),
    path("timeline/", views.Timeline.as_view(), name="timeline"),
    path("countries/", references.Countries.as_view(), name="countries"),
    path("sources/", references.Sources.as_view(), name="sources"),
    path("sources/<str:slug>/", references.OneSource.as_view(), name="source"),
    path("releases/", references.Releases.as_view(), name="releases"),
    path("releases/<str:hash>/", references.OneRelease.as_view(), name="release"),
    path("changes/", references.Changes.as_view(), name="changes"),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("docs/", docs, name="docs"),
]
