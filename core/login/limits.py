"""How often somebody may try to sign in."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address

from django.conf import settings
from django.utils.crypto import salted_hmac

from core.login.models import SignInAttempt

WINDOW = timedelta(minutes=1)
KEPT = timedelta(hours=1)
# A school's pupils share one address, so an address may fail more often than an account.
ATTEMPTS_PER_ADDRESS = 20
# Codes are short: who knows the password must not have time to try many.
CODES_WINDOW = timedelta(hours=1)
CODES_PER_ACCOUNT = 10


class TooManyAttempts(Exception):
    """The account or the address has failed too often in the last minute."""


def count_guess(*, kind: str, address: str, now: datetime) -> None:
    """Counts that an address asked for a secret of some kind that there is not.

    Raises `TooManyAttempts`, and counts no further, when it has used up its attempts.
    """
    if not has_guesses_left(kind=kind, address=address, now=now):
        raise TooManyAttempts
    SignInAttempt.objects.create(at=now, bucket=_address_bucket(address, kind=kind))


def has_guesses_left(*, kind: str, address: str, now: datetime) -> bool:
    """Whether an address may ask for a secret of some kind once more."""
    bucket = _address_bucket(address, kind=kind)
    recent = SignInAttempt.objects.filter(bucket=bucket, at__gt=now - WINDOW)
    return recent.count() < ATTEMPTS_PER_ADDRESS


@dataclass(frozen=True)
class Attempt:
    """An attempt that counts as failed until it is known to have succeeded."""

    rows: tuple[SignInAttempt, ...]

    def succeed(self) -> None:
        """Takes the attempt back."""
        SignInAttempt.objects.filter(pk__in=[row.pk for row in self.rows]).delete()


def begin_attempt(*, account: str, address: str, now: datetime) -> Attempt:
    """Counts an attempt with a password before anything is checked, however many come at once.

    Raises `TooManyAttempts` when the account or the network has used up its attempts.
    """
    limits = (
        (_account_bucket(account), settings.SIGN_IN_ATTEMPTS_PER_MINUTE, WINDOW),
        (_address_bucket(address), ATTEMPTS_PER_ADDRESS, WINDOW),
    )
    return _begin(limits, now=now)


def begin_code_attempt(*, account_id: int, address: str, now: datetime) -> Attempt:
    """The same for a code of an account."""
    limits = (
        (digest_sender("code", str(account_id)), CODES_PER_ACCOUNT, CODES_WINDOW),
        (_address_bucket(address), ATTEMPTS_PER_ADDRESS, WINDOW),
    )
    return _begin(limits, now=now)


def _begin(limits: tuple[tuple[str, int, timedelta], ...], *, now: datetime) -> Attempt:
    # Each has its row before it counts, and so sees all that came before it.
    rows = tuple(SignInAttempt.objects.create(at=now, bucket=bucket) for bucket, _, _ in limits)
    attempt = Attempt(rows)
    for bucket, most, window in limits:
        if SignInAttempt.objects.filter(bucket=bucket, at__gt=now - window).count() > most:
            # Who is refused does not keep others out for longer.
            attempt.succeed()
            raise TooManyAttempts
    return attempt


def find_network(address: str) -> str:
    """The network that counts as one sender: an IPv6 one of 64 bits is owned by one household."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    # As a socket for both kinds writes an IPv4 address.
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.packed[:8].hex()  # all of an IPv4 address, the network of an IPv6 address


def normalize_account(account: str) -> str:
    """One spelling for all in which somebody may type a UNI-Login id."""
    return unicodedata.normalize("NFKC", account).strip().casefold()


def digest_sender(kind: str, value: str) -> str:
    """What stands in a count for an account, a person or a network, and cannot be read back."""
    return salted_hmac(f"core.login.limits.{kind}", value, algorithm="sha256").hexdigest()


def _account_bucket(account: str) -> str:
    return digest_sender("account", normalize_account(account))


def _address_bucket(address: str, *, kind: str = "address") -> str:
    return digest_sender(kind, find_network(address))
