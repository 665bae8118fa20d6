from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may see and who may edit."""

    name = "core.access"
    label = "access"
