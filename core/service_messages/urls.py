"""The addresses where an office looks after its messages."""

from django.urls import path

from core.service_messages import views

urlpatterns = [
    path("<slug:key>/driftsmeddelelser/", views.show_messages, name="office_service_messages"),
    path(
        "<slug:key>/driftsmeddelelser/<int:message_id>/tag-ned/",
        views.withdraw,
        name="office_withdraw_service_message",
    ),
]
