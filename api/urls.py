"""The addresses for machines, by the version of what they promise."""

from django.urls import path

from api.connections import InstitutionConnections, MunicipalityConnections

urlpatterns = [
    path(
        "api/v1/municipalities/<str:code>/connections/",
        MunicipalityConnections.as_view(),
        name="api_connections",
    ),
    path(
        "api/v1/institutions/<str:key>/connections/",
        InstitutionConnections.as_view(),
        name="api_institution_connections",
    ),
]
