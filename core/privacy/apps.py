from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What the portal knows about people, and what the law asks to be said of it."""

    name = "core.privacy"
    label = "privacy"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules  # noqa: PLC0415

        autodiscover_modules("personal_data")
