from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    """Finds, configures and runs what embeds the systems of others."""

    name = "core.connectors"
    label = "connectors"

    def ready(self) -> None:
        from core.connectors.registry.installed import (  # noqa: PLC0415 - needs settings
            read_registry,
        )

        read_registry()
