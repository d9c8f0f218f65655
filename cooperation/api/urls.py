"""The addresses of the API."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from cooperation.api import views

app_name = "api"
urlpatterns = [
    path("", views.root, name="root"),
    path("records/", views.Records.as_view(), name="records"),
    path("records/<str:slug>/", views.OneRecord.as_view(), name="record"),
    path("statements/", views.Statements.as_view(), name="statements"),
    path("facets/", views.Facets.as_view(), name="facets"),
    path("timeline/", views.Timeline.as_view(), name="timeline"),
    path("countries/", views.Countries.as_view(), name="countries"),
    path("sources/", views.Sources.as_view(), name="sources"),
    path("releases/", views.Releases.as_view(), name="releases"),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path(
        "docs/", SpectacularSwaggerSplitView.as_view(url_name="api:openapi", template_name="api_docs.html"), name="docs"
    ),
]
