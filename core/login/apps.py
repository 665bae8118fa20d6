from django.apps import AppConfig


class LoginConfig(AppConfig):
    """From a verified claim to a session."""

    name = "core.login"
    label = "login"
