"""The addresses of the search."""

from django.urls import path

from search import views

urlpatterns = [
    path("soeg/", views.show_search, name="search"),
    path("soeg/systemer/", views.show_systems, name="search_systems"),
]
