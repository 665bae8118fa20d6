"""The portal's addresses after the benchmark's."""

from django.urls import include, path, re_path

from bench.portal import views

urlpatterns = [
    path("bench/signed-in/", views.show_signed_in),
    path("bench/news/<int:most>/", views.show_home_with_news),
    re_path(r"^bench/first/(?P<address>(?:[-\w]+/)+)$", views.show_page_to_first_reader),
    path("", include("core.config.urls")),
]
