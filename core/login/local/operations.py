"""Making, giving and ending local accounts, each with its line in the log."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from core.audit.models import Action
from core.audit.operations import record
from core.login.local.codes import make_recovery_codes, set_up_codes
from core.login.local.models import CodeGenerator, Invitation, LocalAccount, Passkey, RecoveryCode
from core.login.local.passkeys import add_passkey
from core.login.local.queries import (
    acts_at,
    belongs_elsewhere,
    has_second_factor,
    open_invitations,
    signs_in_elsewhere,
)
from core.people.models import Institution, Person

INVITATION_LASTS = timedelta(days=7)
INVITATIONS_KEPT = timedelta(days=90)
ACCOUNT = LocalAccount._meta.label_lower
INVITATION = Invitation._meta.label_lower


class MayNotBeInvited(Exception):
    """The person acts for no child of the institution, signs in elsewhere, or belongs elsewhere."""


class LastFactor(Exception):
    """Without it nobody could sign in to the account any more."""


class InvitationOver(Exception):
    """The link was used, was taken back, is too old, or never was one."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A new invitation; the secret in its link is not kept, and so is shown this once."""

    invitation: Invitation
    secret: str


def invite_guardian(
    person: Person, *, institution: Institution, made_by: Person, now: datetime
) -> Made:
    """Makes a link for somebody who acts for a child there; raises `MayNotBeInvited`."""
    if not _may_have(person, institution, now=now):
        raise MayNotBeInvited
    return _invite(
        person,
        kind=LocalAccount.Kind.INVITED,
        institution=institution,
        made_by=made_by,
        now=now,
    )


def invite_operator(person: Person, *, now: datetime) -> Made:
    """Makes a link for an operator of the portal."""
    return _invite(person, kind=LocalAccount.Kind.OPERATOR, institution=None, made_by=None, now=now)


@transaction.atomic
def _invite(
    person: Person,
    *,
    kind: LocalAccount.Kind,
    institution: Institution | None,
    made_by: Person | None,
    now: datetime,
) -> Made:
    """One link at a time leads to an account."""
    open_invitations(now=now).filter(person=person).update(revoked_at=now)
    secret = token_urlsafe(32)
    invitation = Invitation.objects.create(
        digest=digest_secret(secret),
        person=person,
        kind=kind,
        institution=institution,
        made_by=made_by,
        made_at=now,
        ends_at=now + INVITATION_LASTS,
    )
    _record_invitation(invitation, "made", by=made_by, now=now)
    return Made(invitation=invitation, secret=secret)


def find_invitation(secret: str, *, now: datetime) -> Invitation:
    """The invitation of a link; raises `InvitationOver`."""
    rows = open_invitations(now=now).select_related("person", "institution__municipality")
    found = rows.filter(digest=digest_secret(secret)).first()
    if found is None or not _may_be_used(found, now=now):
        raise InvitationOver
    return found


@transaction.atomic
def use_invitation(invitation: Invitation, *, password: str, now: datetime) -> LocalAccount:
    """Begins the account of an invitation anew, with a password; raises `InvitationOver`.

    Whatever opened an account of the person before is gone, and so is every session.
    """
    if not _may_be_used(invitation, now=now):
        raise InvitationOver
    if not open_invitations(now=now).filter(pk=invitation.pk).update(used_at=now):
        raise InvitationOver
    person = invitation.person
    LocalAccount.objects.filter(person=person).delete()
    account = LocalAccount.objects.create(
        person=person,
        kind=invitation.kind,
        institution=invitation.institution,
        made_by=invitation.made_by,
        made_at=now,
        handle=token_urlsafe(32),
    )
    _set_password(person, password)
    _record_invitation(invitation, "used", by=person, now=now)
    return account


@transaction.atomic
def revoke_account(
    person: Person, *, institution: Institution | None, revoked_by: Person | None, now: datetime
) -> None:
    """Ends what an institution, or without one the portal, gave: account, links and sessions."""
    links = open_invitations(now=now).filter(person=person, institution=institution)
    for invitation in links.select_related("institution__municipality"):
        _record_invitation(invitation, "revoked", by=revoked_by, now=now)
    links.update(revoked_at=now)
    account = LocalAccount.objects.filter(person=person, institution=institution).first()
    if account is None:
        return
    _record(ACCOUNT, account, "account revoked", by=revoked_by, now=now)
    account.delete()
    _set_password(person, None)


def add_key(
    account: LocalAccount, *, answer: str, challenge: str, name: str, now: datetime
) -> Passkey:
    """Adds a passkey; raises `PasskeyRefused`."""
    passkey = add_passkey(account, answer=answer, challenge=challenge, name=name, now=now)
    _record(Passkey._meta.label_lower, account, "passkey added", by=account.person, now=now)
    return passkey


def rename_key(account: LocalAccount, passkey_id: int, *, name: str) -> None:
    """Gives one of the account's passkeys another name."""
    account.passkeys.filter(pk=passkey_id).update(name=name)


def add_codes(account: LocalAccount, *, secret: str, step: int, now: datetime) -> None:
    """Adds an app with codes, in the place of a former one."""
    set_up_codes(account, secret=secret, step=step, now=now)
    _record(CodeGenerator._meta.label_lower, account, "codes added", by=account.person, now=now)


def renew_recovery_codes(account: LocalAccount, *, now: datetime) -> list[str]:
    """New codes on paper in the place of all former ones."""
    codes = make_recovery_codes(account)
    _record(RecoveryCode._meta.label_lower, account, "made anew", by=account.person, now=now)
    return codes


@transaction.atomic
def remove_key(account: LocalAccount, passkey_id: int, *, now: datetime) -> None:
    """Removes one of the account's passkeys; raises `LastFactor`."""
    LocalAccount.objects.select_for_update().get(pk=account.pk)
    removed, _rows = account.passkeys.filter(pk=passkey_id).delete()
    if removed:
        _require_factor(account)
        _record(Passkey._meta.label_lower, account, "passkey removed", by=account.person, now=now)


@transaction.atomic
def remove_codes(account: LocalAccount, *, now: datetime) -> None:
    """Removes the app with codes; raises `LastFactor`."""
    LocalAccount.objects.select_for_update().get(pk=account.pk)
    removed, _rows = CodeGenerator.objects.filter(account=account).delete()
    if removed:
        _require_factor(account)
        label = CodeGenerator._meta.label_lower
        _record(label, account, "codes removed", by=account.person, now=now)


def forget_invitations(*, now: datetime) -> None:
    """Deletes invitations that were over three months ago."""
    Invitation.objects.filter(ends_at__lt=now - INVITATIONS_KEPT).delete()


def digest_secret(secret: str) -> str:
    """What is kept of a link's secret."""
    return sha256(secret.encode()).hexdigest()


def _may_be_used(invitation: Invitation, *, now: datetime) -> bool:
    """Whether what it hangs on is still so."""
    person, place = invitation.person, invitation.institution
    if invitation.kind == LocalAccount.Kind.OPERATOR:
        return person.is_active and person.is_superuser
    return place is not None and _may_have(person, place, now=now)


def _may_have(person: Person, place: Institution, *, now: datetime) -> bool:
    """Whether an institution may give a person an account: the same as keeps one in force."""
    on = timezone.localdate(now)
    return (
        person.is_active
        and acts_at(person.pk, place.pk, on=on)
        and not signs_in_elsewhere(person, on=on)
        and not belongs_elsewhere(person, place.municipality.code, on=on)
    )


def _require_factor(account: LocalAccount) -> None:
    if not has_second_factor(LocalAccount.objects.get(pk=account.pk)):
        raise LastFactor


def _set_password(person: Person, password: str | None) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])
    person.sessions.all().delete()


def _record_invitation(
    invitation: Invitation, what: str, *, by: Person | None, now: datetime
) -> None:
    place = invitation.institution
    record(
        Action.CHANGE,
        now=now,
        actor_id=by.pk if by else None,
        subject_id=invitation.person_id,
        object_type=INVITATION,
        object_id=invitation.pk,
        institution_key=place.key if place else "",
        municipality_code=place.municipality.code if place else "",
        reason=f"invitation {what}",
    )


def _record(
    label: str, account: LocalAccount, what: str, *, by: Person | None, now: datetime
) -> None:
    place = account.institution
    record(
        Action.CHANGE,
        now=now,
        actor_id=by.pk if by else None,
        subject_id=account.person_id,
        object_type=label,
        object_id=account.pk,
        institution_key=place.key if place else "",
        municipality_code=place.municipality.code if place else "",
        reason=what,
    )
