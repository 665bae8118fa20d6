"""Addresses of the audience picker, and of restoring, which is ours in Wagtail's place."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from cms.audience import views
from cms.audience.restoring import RestorePage

urlpatterns = [
    path("modtagere/", views.describe_choice, name="describe_audience"),
    path("sider/<int:page_id>/indskraenk/", views.narrow, name="narrow_audience"),
    # Wagtail's own address and its view, but for the audience that the form begins with.
    path(
        "pages/<int:page_id>/revisions/<int:revision_id>/revert/",
        never_cache(require_admin_access(RestorePage.as_view())),
        name="restore_version",
    ),
]
