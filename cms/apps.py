from django.apps import AppConfig


class CmsConfig(AppConfig):
    """What editors write: homes, pages, news and documents."""

    name = "cms"
    label = "cms"

    def ready(self) -> None:
        import cms.checks  # noqa: PLC0415 - registers the system checks
        import cms.rich_text  # noqa: PLC0415 - registers the link handler
        import cms.signals  # noqa: F401, PLC0415 - connects the receivers
        from cms.indexing.source import SOURCE  # noqa: PLC0415 - needs the models
        from core.index_sources.registry import register_index_source  # noqa: PLC0415 - as above

        register_index_source(SOURCE)
