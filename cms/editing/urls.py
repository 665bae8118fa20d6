"""Addresses of the editor that are ours instead of Wagtail's, looked up before Wagtail's own."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
