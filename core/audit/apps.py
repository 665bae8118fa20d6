from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who looked at or changed what about whom, and why."""

    name = "core.audit"
    label = "audit"
