"""What a person may know of what the portal knows."""

from django.urls import path

from core.people.information.views import show_your_information

urlpatterns = [path("dine-oplysninger/", show_your_information, name="your_information")]
