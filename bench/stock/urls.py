"""The addresses that `wagtail start` gives a site."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("django-admin/", admin.site.urls),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("log-ud/", LogoutView.as_view(), name="logout"),
    path("", include(wagtail_urls)),
]
