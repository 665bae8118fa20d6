"""Codes as second factors: those of an app (TOTP), and those on paper."""

import re
from datetime import datetime
from hashlib import sha256
from secrets import choice

import pyotp
import segno
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe

from core.connectors.vault import SecretLost, decrypt, encrypt
from core.login.local.models import CodeGenerator, LocalAccount, RecoveryCode

ISSUER = "Indgang"
# A clock may be wrong by half a minute, in both directions.
STEPS_AROUND = (-1, 0, 1)
RECOVERY_CODES = 10
# Read and typed by people: without letters and digits that look alike.
_LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"
_GROUPS, _GROUP = 4, 4


def make_secret() -> str:
    """A new secret for an app."""
    return pyotp.random_base32()


def make_app_address(secret: str, *, unilogin: str) -> str:
    """The address that apps for codes open."""
    return pyotp.TOTP(secret).provisioning_uri(name=unilogin, issuer_name=ISSUER)


def draw_code(address: str) -> SafeString:
    """An address as a QR code, in SVG without any style."""
    drawn = segno.make(address, error="m").svg_inline(
        border=2, scale=1, omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 - segno draws it, and writes nothing of what is in it


def find_step(secret: str, code: str, *, now: datetime) -> int | None:
    """The half minute whose code it is; None when it is that of no moment near `now`."""
    generator = pyotp.TOTP(secret)
    current = generator.timecode(now)
    found = [
        current + step
        for step in STEPS_AROUND
        if pyotp.utils.strings_equal(code, generator.generate_otp(current + step))
    ]
    return found[0] if found else None


def set_up_codes(account: LocalAccount, *, secret: str, step: int, now: datetime) -> None:
    """Lets the account be opened by an app's codes, later ones than that of `step`."""
    CodeGenerator.objects.update_or_create(
        account=account,
        defaults={"secret": encrypt(secret), "confirmed_at": now, "last_step": step},
    )


def use_code(account: LocalAccount, code: str, *, now: datetime) -> str:
    """How a code of the account was proved, `code` or `recovery`; empty when it is not right.

    Each counts once, on all processes.
    """
    code = re.sub(r"[\s-]", "", code).upper()
    if re.fullmatch(r"[0-9]{6}", code):
        return "code" if _use_app_code(account, code, now=now) else ""
    return "recovery" if _use_recovery_code(account, code, now=now) else ""


@transaction.atomic
def make_recovery_codes(account: LocalAccount) -> list[str]:
    """New codes on paper, in the place of all former ones; they can be shown this once."""
    codes = [_make_recovery_code() for _ in range(RECOVERY_CODES)]
    account.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=_digest(account, code.replace("-", "")))
        for code in codes
    )
    return codes


def _use_app_code(account: LocalAccount, code: str, *, now: datetime) -> bool:
    generator = CodeGenerator.objects.filter(account=account).first()
    if generator is None:
        return False
    try:
        step = find_step(decrypt(generator.secret), code, now=now)
    except SecretLost:
        return False
    later = CodeGenerator.objects.filter(pk=generator.pk, last_step__lt=step or 0)
    return step is not None and later.update(last_step=step) == 1


def _use_recovery_code(account: LocalAccount, code: str, *, now: datetime) -> bool:
    unused = RecoveryCode.objects.filter(
        account=account, digest=_digest(account, code), used_at=None
    )
    return unused.update(used_at=now) == 1


def _make_recovery_code() -> str:
    groups = ("".join(choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _digest(account: LocalAccount, code: str) -> str:
    return sha256(f"{account.handle}:{code}".encode()).hexdigest()
