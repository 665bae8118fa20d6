"""What a link carries along, sealed: nothing of it can be read, changed or passed on."""

import json
from dataclasses import dataclass
from datetime import timedelta

from core.connectors.vault import SecretLost, decrypt, encrypt

# As long as somebody may leave a page open and then follow a link on it.
OPENS_WITHIN = timedelta(hours=24)


class BrokenSeal(Exception):
    """The text was not sealed here, or too long ago, or for somebody else."""


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """Where a link leads: the launcher, what it is to open, and for which child.

    `unit` says by whose settings it was found, and is empty where any will do.
    """

    launcher: str
    target: str = ""
    child_id: int | None = None
    unit: str = ""


def seal(link: Sealed, *, person_id: int, connection_id: int) -> str:
    """The text for an address; only this person can use it, for this connection."""
    parts = [person_id, connection_id, link.launcher, link.target, link.child_id, link.unit]
    return encrypt(json.dumps(parts, separators=(",", ":")))


def unseal(text: str, *, person_id: int, connection_id: int) -> Sealed:
    """What was sealed; raises `BrokenSeal`."""
    try:
        opened = json.loads(decrypt(text, within=OPENS_WITHIN))
        person, connection, launcher, target, child_id, unit = opened
    except (SecretLost, ValueError, TypeError):
        raise BrokenSeal from None
    if (person, connection) != (person_id, connection_id):
        raise BrokenSeal
    return Sealed(launcher=launcher, target=target, child_id=child_id, unit=unit)
