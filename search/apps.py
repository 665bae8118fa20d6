from django.apps import AppConfig
from django.db.models.signals import post_delete


class SearchConfig(AppConfig):
    """One question over what all sources offer."""

    name = "search"
    label = "search"

    def ready(self) -> None:
        """Words go with their entry, also when its institution takes it along."""
        from search.operations import forget_words  # noqa: PLC0415 - models are ready only now

        post_delete.connect(forget_words, sender="search.Entry")
