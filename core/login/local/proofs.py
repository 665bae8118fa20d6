"""Checking what somebody brings to prove who it is; whoever is refused is told why nowhere."""

from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from django.contrib.auth import authenticate
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from core.audit.models import Action
from core.audit.operations import record
from core.login.claims import VerifiedClaim
from core.login.limits import begin_attempt, begin_code_attempt, count_guess, normalize_account
from core.login.local.codes import find_step, use_code
from core.login.local.models import LocalAccount
from core.login.local.passkeys import PasskeyRefused, check_any, check_one_of
from core.login.local.queries import METHOD, REACHES, accounts_in_force
from core.people.models import Person


class NotProved(Exception):
    """What was brought is not right; why stands in the log alone."""


@dataclass(frozen=True, kw_only=True)
class Tries:
    """Who tries, from where and when."""

    address: str
    now: datetime


def tries_of(request: HttpRequest, *, now: datetime) -> Tries:
    """The sender as the server sees it: what a header says of others counts for nothing."""
    return Tries(address=request.META["REMOTE_ADDR"], now=now)


def check_password(
    request: HttpRequest, *, unilogin: str, password: str, tries: Tries
) -> LocalAccount:
    """The account of a UNI-Login id and password; raises `NotProved`, or `TooManyAttempts`.

    Every answer costs the same: one password is hashed, whoever it is and whatever is wrong.
    """
    name = normalize_account(unilogin)
    attempt = begin_attempt(account=name, address=tries.address, now=tries.now)
    # Rosters write ids in small letters, and people as their phones do.
    known = Person.objects.filter(unilogin__iexact=name).order_by("pk").first()
    proved = authenticate(request, username=known.unilogin if known else name, password=password)
    account = _accounts(tries).filter(person_id=known.pk if known else 0).first()
    if known is None or proved is None or account is None:
        _refuse(_say_why(known, account), known.pk if known else None, tries=tries)
    attempt.succeed()
    return account


def check_passkey(*, answer: str, challenge: str, tries: Tries) -> LocalAccount:
    """The account whose passkey signed; raises `NotProved`, or `TooManyAttempts`."""
    try:
        account = check_any(answer=answer, challenge=challenge, now=tries.now)
    except PasskeyRefused as error:
        count_guess(kind="passkey", address=tries.address, now=tries.now)
        _refuse(f"passkey: {error}", None, tries=tries)
    if not _accounts(tries).filter(pk=account.pk).exists():
        _refuse("account not in force", account.person_id, tries=tries)
    return account


def check_second_step(
    account: LocalAccount, *, code: str, answer: str, challenge: str, tries: Tries
) -> str:
    """How the second step was proved, by a code or a passkey's answer; raises as the others."""
    attempt = begin_code_attempt(account_id=account.pk, address=tries.address, now=tries.now)
    if answer:
        try:
            check_one_of(account, answer=answer, challenge=challenge, now=tries.now)
        except PasskeyRefused as error:
            _refuse(f"passkey: {error}", account.person_id, tries=tries)
        how = "passkey"
    else:
        how = use_code(account, code, now=tries.now)
        if not how:
            _refuse("wrong or used code", account.person_id, tries=tries)
    attempt.succeed()
    return how


def check_new_code(account: LocalAccount, *, code: str, secret: str, tries: Tries) -> int:
    """The half minute of the first code of an app that is being set up; raises as the others."""
    attempt = begin_code_attempt(account_id=account.pk, address=tries.address, now=tries.now)
    step = find_step(secret, code.replace(" ", ""), now=tries.now)
    if step is None:
        raise NotProved
    attempt.succeed()
    return step


def make_claim(account: LocalAccount, how: str) -> VerifiedClaim:
    """What was proved: two factors, since a passkey alone counts with the person verified only."""
    return VerifiedClaim(unilogin=account.person.unilogin, method=f"{METHOD}{how}", level=REACHES)


def find_account(account_id: int | None, *, now: datetime) -> LocalAccount | None:
    """The account, if it is of use today."""
    return _read_accounts(now=now).filter(pk=account_id or 0).first()


def find_own_account(person_id: int, *, now: datetime) -> LocalAccount | None:
    """A person's account, if it is of use today."""
    return _read_accounts(now=now).filter(person_id=person_id).first()


def _accounts(tries: Tries) -> QuerySet[LocalAccount]:
    return _read_accounts(now=tries.now)


def _read_accounts(*, now: datetime) -> QuerySet[LocalAccount]:
    rows = accounts_in_force(on=timezone.localdate(now))
    return rows.select_related("person", "institution__municipality")


def _say_why(known: Person | None, account: LocalAccount | None) -> str:
    if known is None:
        return "unknown person"
    if not known.is_active:
        return "deactivated"
    return "wrong password" if account else "no local account in force"


def _refuse(reason: str, person_id: int | None, *, tries: Tries) -> NoReturn:
    record(
        Action.SIGN_IN_REFUSED,
        now=tries.now,
        actor_id=None,
        subject_id=person_id,
        reason=f"{METHOD} {reason}",
    )
    raise NotProved
