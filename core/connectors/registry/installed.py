"""The connectors of this process, found once."""

from functools import cache

from django.conf import settings

from core.connectors.registry.finding import Registry, find_connectors


@cache
def read_registry() -> Registry:
    """What was found when it was first asked for; `AppConfig.ready` asks."""
    return find_connectors(settings.CONNECTORS)
