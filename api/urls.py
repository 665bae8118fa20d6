"""The addresses for machines, by the version of what they promise."""

from django.urls import path

from api.connections import MunicipalityConnections

urlpatterns = [
    path(
        "api/v1/municipalities/<str:code>/connections/",
        MunicipalityConnections.as_view(),
        name="api_connections",
    ),
]
