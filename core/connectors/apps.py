from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    """Finds, configures and runs what embeds the systems of others."""

    name = "core.connectors"
    label = "connectors"

    def ready(self) -> None:
        from core.connectors.entries.source import SOURCE  # noqa: PLC0415 - needs the models
        from core.connectors.registry.installed import (  # noqa: PLC0415 - needs settings
            read_registry,
        )
        from core.index_sources.registry import register_index_source  # noqa: PLC0415 - as above

        read_registry()
        register_index_source(SOURCE)
