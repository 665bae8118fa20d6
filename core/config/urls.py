"""The portal's addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("cms.page_urls")),
    path("", include("core.login.urls")),
    path("", include("core.login.open_sessions.urls")),
    path("", include("core.login.local.urls")),
    path("", include("core.tasks.urls")),
    path("", include("core.people.information.urls")),
    path("kontor/", include("core.service_messages.urls")),
    path("kontor/", include("core.connectors.office.urls")),
    path("kontor/", include("core.login.office.urls")),
    path("kontor/", include("core.people.office.urls")),
    path("redaktion/", include("cms.editing.urls")),
    path("redaktion/", include("cms.audience.urls")),
    path("redaktion/", include("wagtail.admin.urls")),
    path("", include("core.connectors.urls")),
    path("", include("api.urls")),
    path("", include("search.urls")),
    path("", include("cms.urls")),
]
