from django.apps import AppConfig


class LoginConfig(AppConfig):
    """From a verified claim to a session."""

    name = "core.login"
    label = "login"

    def ready(self) -> None:
        from core.login import encrypted  # noqa: F401, PLC0415 - models are loaded by now
        from core.login.local.office import mark_adults  # noqa: PLC0415 - it needs the models
        from core.people.office.marks import register_marks  # noqa: PLC0415 - as above

        register_marks(mark_adults)
