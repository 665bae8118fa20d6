"""The portal's addresses after the benchmark's."""

from django.urls import include, path

from bench.portal import views

urlpatterns = [
    path("bench/signed-in/", views.show_signed_in),
    path("bench/news/<int:most>/", views.show_home_with_news),
    path("", include("core.config.urls")),
]
