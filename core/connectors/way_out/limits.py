"""How much one question and its answer may take."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The limits of one client; an answer's hold on the wire and for what it is unpacked to."""

    answer_bytes: int = 5_000_000
    answer_parts: int = 20_000
    sent_bytes: int = 1_000_000
    address_length: int = 8_000
    headers: int = 100
    header_bytes: int = 64_000
    redirects: int = 5
    repeats: int = 2
    first_pause: timedelta = timedelta(milliseconds=200)
    idle_connections: int = 16
    idle_time: timedelta = timedelta(seconds=15)
    lookups_at_once: int = 64
