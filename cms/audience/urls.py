"""Addresses of the audience picker."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
