"""The demo's cast: whom a visitor of the demo may sign in as."""

import json
from dataclasses import dataclass

from django.conf import settings

CAST_FILE = "cast.json"


@dataclass(frozen=True, kw_only=True)
class CastMember:
    """Somebody of the demo, with what signing in as that person lets one see."""

    unilogin: str
    name: str
    description: str
    group: str


def read_cast() -> list[CastMember]:
    """The cast that `load_demo` wrote; empty outside demo mode, whatever lies on the disk."""
    path = settings.DATA_DIR / CAST_FILE
    if not settings.DEMO or not path.is_file():
        return []
    return [CastMember(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
