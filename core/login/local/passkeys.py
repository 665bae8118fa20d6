"""Passkeys and security keys (WebAuthn), as the library fido2 checks them."""

import json
from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from core.login.local.models import LocalAccount, Passkey

LONGEST_ANSWER = 20_000
LONGEST_ID = 1023
MOST_PASSKEYS = 10


class PasskeyRefused(Exception):
    """A passkey, or what it answered, is not right; the text says why, for the log."""


def ask_for_new(account: LocalAccount) -> tuple[str, str]:
    """What a browser is asked for to make a passkey (JSON), and the challenge in it."""
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(
            id=websafe_decode(account.handle),
            name=account.person.unilogin,
            display_name=account.person.unilogin,
        ),
        [_read(passkey) for passkey in account.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return _write_options(options), state["challenge"]


def add_passkey(
    account: LocalAccount, *, answer: str, challenge: str, name: str, now: datetime
) -> Passkey:
    """Keeps the passkey that a browser made; raises `PasskeyRefused`."""
    state = {"challenge": challenge, "user_verification": None}
    try:
        made = _server().register_complete(state, _read_answer(answer)).credential_data
    except Exception as error:
        raise PasskeyRefused("not made for this") from error
    if made is None or len(made.credential_id) > LONGEST_ID:
        raise PasskeyRefused("no key in it")
    with transaction.atomic():
        LocalAccount.objects.select_for_update().get(pk=account.pk)
        if account.passkeys.count() >= MOST_PASSKEYS:
            raise PasskeyRefused("too many passkeys")
        try:
            with transaction.atomic():
                return account.passkeys.create(
                    credential_id=websafe_encode(made.credential_id),
                    public_key=urlsafe_b64encode(cbor.encode(made.public_key)).decode(),
                    name=name,
                    made_at=now,
                )
        except IntegrityError:
            raise PasskeyRefused("known already") from None


def ask_for_any() -> tuple[str, str]:
    """What a browser is asked for to sign in by a passkey that knows its owner (JSON)."""
    options, state = _server().authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    return _write_options(options), state["challenge"]


def ask_for_one_of(account: LocalAccount) -> tuple[str, str]:
    """What a browser is asked for to prove one of an account's passkeys (JSON)."""
    options, state = _server().authenticate_begin(
        [_read(passkey) for passkey in account.passkeys.all()],
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return _write_options(options), state["challenge"]


def check_any(*, answer: str, challenge: str, now: datetime) -> LocalAccount:
    """The account whose passkey answered, with the person verified; raises `PasskeyRefused`."""
    requirement = UserVerificationRequirement.REQUIRED
    passkey, response = _find_passkey(answer, Passkey.objects.all())
    if not response.response.user_handle:
        raise PasskeyRefused("says nobody")
    _check(passkey, response, challenge=challenge, requirement=requirement, now=now)
    return passkey.account


def check_one_of(account: LocalAccount, *, answer: str, challenge: str, now: datetime) -> None:
    """Raises `PasskeyRefused` unless a passkey of the account answered."""
    passkey, response = _find_passkey(answer, Passkey.objects.filter(account=account))
    _check(passkey, response, challenge=challenge, requirement=None, now=now)


def _find_passkey(answer: str, among: QuerySet[Passkey]) -> tuple[Passkey, AuthenticationResponse]:
    try:
        response = AuthenticationResponse.from_dict(_read_answer(answer))
        name = websafe_encode(response.raw_id)
    # What comes from a browser can be wrong in every way, and the library says each differently.
    except Exception as error:
        raise PasskeyRefused("unreadable") from error
    passkey = among.select_related("account__person").filter(credential_id=name).first()
    if passkey is None:
        raise PasskeyRefused("unknown passkey")
    return passkey, response


def _check(
    passkey: Passkey,
    response: AuthenticationResponse,
    *,
    challenge: str,
    requirement: UserVerificationRequirement | None,
    now: datetime,
) -> None:
    handle = response.response.user_handle
    if handle and handle != websafe_decode(passkey.account.handle):
        raise PasskeyRefused("of another person")
    try:
        state = {"challenge": challenge, "user_verification": requirement}
        _server().authenticate_complete(state, [_read(passkey)], response)
    except Exception as error:
        raise PasskeyRefused("wrong answer") from error
    _count_use(passkey, response.response.authenticator_data.counter, now=now)


def _count_use(passkey: Passkey, count: int, *, now: datetime) -> None:
    """A key that counts and does not count on has been copied."""
    known = Passkey.objects.filter(pk=passkey.pk)
    if count or passkey.sign_count:
        known = known.filter(sign_count__lt=count)
    if not known.update(sign_count=count, used_at=now):
        raise PasskeyRefused("copied")


def _server() -> Fido2Server:
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    origin = f"{address.scheme}://{address.netloc}"
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=address.hostname, name="Indgang"),
        verify_origin=lambda named: named == origin,
    )


def _read(passkey: Passkey) -> AttestedCredentialData:
    key = CoseKey.parse(cast("Any", cbor.decode(websafe_decode(passkey.public_key))))
    return AttestedCredentialData.create(
        Aaguid(bytes(16)), websafe_decode(passkey.credential_id), key
    )


def _read_answer(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("too long")
    read = json.loads(answer)
    if not isinstance(read, dict):
        raise TypeError("no object")
    return read


def _write_options(options: Any) -> str:
    return json.dumps(dict(options)["publicKey"])
