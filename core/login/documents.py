"""What identity providers publish of themselves: fetched by one process, and kept for all."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from core.login.models import ProviderDocument
from core.login.refusals import Reason, Rejected
from indgang_sdk.errors import ConnectorError, NotAllowed
from indgang_sdk.http import HttpClient

log = structlog.get_logger(__name__)

TIME_LIMIT = timedelta(seconds=5)
MOST_BYTES = 256 * 1024
LONGEST_ADDRESS = 1000
# Between two tries, however many ask, on however many processes.
PAUSE = timedelta(minutes=1)


def _accept(text: str) -> None:
    """Lets any text be kept, where whoever reads it finds out anyway."""


def read_document(
    kind: ProviderDocument.Kind,
    address: str,
    *,
    client: HttpClient,
    now: datetime,
    fresh_for: timedelta,
    usable_for: timedelta,
    check: Callable[[str], object] = _accept,
) -> str:
    """The text at an address, as it was last fetched; raises `Rejected` when there is none.

    It is asked for anew once it is older than `fresh_for`, and at most once a minute; where that
    fails, the last one does until it is older than `usable_for`. `check` raises `Rejected` for a
    text that must not take the place of the last one. No transaction is open meanwhile.
    """
    if len(address) > LONGEST_ADDRESS:
        raise Rejected(Reason.NOT_SET_UP, "an address that is too long")
    row, is_first = ProviderDocument.objects.get_or_create(
        address=address, kind=kind, defaults={"tried_at": now}
    )
    if _is_younger(row, than=fresh_for, now=now):
        return row.text
    is_usable = _is_younger(row, than=usable_for, now=now)
    if not (is_first or _take_turn(row, now=now)):
        row.refresh_from_db()
        if _is_younger(row, than=usable_for, now=now):
            return row.text
        # Who finds nothing while another one may still be asking asks, too.
        if now - row.tried_at >= TIME_LIMIT:
            raise Rejected(Reason.PROVIDER_DOWN, "asked in vain a moment ago")
    try:
        text = _fetch(address, client=client)
        check(text)
    except Rejected as refusal:
        log.warning("provider document not renewed", kind=str(kind), reason=str(refusal))
        if is_usable:
            return row.text
        raise
    ProviderDocument.objects.filter(pk=row.pk).update(text=text, fetched_at=now)
    return text


def _is_younger(row: ProviderDocument, *, than: timedelta, now: datetime) -> bool:
    return row.fetched_at is not None and now - row.fetched_at < than


def _take_turn(row: ProviderDocument, *, now: datetime) -> bool:
    """Whether this process is the one that asks."""
    rows = ProviderDocument.objects.filter(pk=row.pk, tried_at__lte=now - PAUSE)
    return rows.update(tried_at=now) == 1


def _fetch(address: str, *, client: HttpClient) -> str:
    try:
        answer = client.get(address, within=TIME_LIMIT).require_ok()
        text = answer.read_text()
    except NotAllowed:
        raise Rejected(Reason.NOT_SET_UP, "an address that was not approved") from None
    except ConnectorError as error:
        raise Rejected(Reason.PROVIDER_DOWN, type(error).__name__) from None
    if len(answer.body) > MOST_BYTES:
        raise Rejected(Reason.PROVIDER_DOWN, "a document that is too large")
    # PostgreSQL keeps no text with a zero in it.
    if not text or "\0" in text:
        raise Rejected(Reason.PROVIDER_DOWN, "a document that is none")
    return text
