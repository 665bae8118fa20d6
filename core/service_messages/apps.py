from django.apps import AppConfig


class ServiceMessagesConfig(AppConfig):
    """Messages on top of every page, for the whole country, a municipality or an institution."""

    name = "core.service_messages"
    label = "service_messages"
