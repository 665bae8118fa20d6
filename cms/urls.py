"""The addresses of pages, files and images."""

from django.urls import path, re_path

from cms import footer, serving, views

urlpatterns = [
    path("", views.show_home, name="home"),
    path("steder/", views.show_places, name="places"),
    path("k/<str:code>/", views.enter_municipality, name="enter_municipality"),
    path("was/", footer.show_accessibility_statement, name="accessibility"),
    path("privatliv/", footer.show_privacy, name="privacy"),
    path("cookies/", footer.show_cookies, name="cookies"),
    path("side/<int:page_id>/", views.redirect_to_page, name="page"),
    # Named as Wagtail's own, which the editor's links reverse.
    path(
        "dokumenter/<int:document_id>/<str:filename>",
        serving.serve_document,
        name="wagtaildocs_serve",
    ),
    path("billeder/<int:image_id>/<str:filter_spec>", serving.serve_image, name="serve_image"),
    re_path(r"^(?P<address>(?:[-\w]+/)+)$", views.show_page, name="show_page"),
]
