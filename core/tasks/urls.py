"""What machines ask about the process."""

from django.urls import path

from core.tasks import health

urlpatterns = [
    path("live", health.show_live, name="live"),
    path("ready", health.show_ready, name="ready"),
]
