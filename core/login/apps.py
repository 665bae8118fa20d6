from django.apps import AppConfig


class LoginConfig(AppConfig):
    """From a verified claim to a session."""

    name = "core.login"
    label = "login"

    def ready(self) -> None:
        from core.login import encrypted  # noqa: F401, PLC0415 - models are loaded by now
