"""What a person may know of what the portal knows, and choose about it."""

from django.urls import path

from core.people.information.views import (
    choose_look,
    choose_mails,
    share_contact_details,
    show_your_information,
)

urlpatterns = [
    path("dine-oplysninger/", show_your_information, name="your_information"),
    path("dine-oplysninger/mails/", choose_mails, name="choose_mails"),
    path("dine-oplysninger/udseende/", choose_look, name="choose_look"),
    path("dine-oplysninger/deling/", share_contact_details, name="share_contact_details"),
]
