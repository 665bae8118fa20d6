"""Whom a provider's claims are about: the roster says, and for whom the provider may speak."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import transaction

from core.access.keys import UnitKind, find_kind
from core.access.queries import rights_in_force
from core.access.viewer import Viewer
from core.audit.models import Action
from core.audit.operations import record
from core.login.models import Identity, Session
from core.login.providers import SignInProvider
from core.login.refusals import Reason, Rejected
from core.people.models import Institution, Person

log = structlog.get_logger(__name__)


def find_people(
    unilogins: Sequence[str], *, provider: SignInProvider, now: datetime
) -> list[Person]:
    """The people whom a provider may sign in by these UNI-Login ids, by their ids.

    Raises `Rejected`: nobody here has such an id, or the provider may not speak for them. An
    e-mail address, a name, an institution or a role that it names finds nobody.
    """
    found = list(Person.objects.filter(unilogin__in=set(unilogins)).order_by("unilogin"))
    people = [person for person in found if person.is_active]
    if not people:
        reason = "not active" if found else ""
        raise Rejected(Reason.UNKNOWN_PERSON, reason)
    vouched = [person for person in people if _may_speak_for(provider, person, now=now)]
    if not vouched:
        raise Rejected(Reason.NOT_VOUCHED_FOR)
    return vouched


def list_municipality_codes(person: Person, *, now: datetime) -> frozenset[str]:
    """The municipalities that a person belongs to, as whatever, or has rights in, today."""
    units = Viewer(person_id=person.pk, now=now).held
    codes = {unit for unit in units if find_kind(unit) is UnitKind.MUNICIPALITY}
    rights = rights_in_force().filter(person_id=person.pk)
    codes |= set(rights.values_list("institution__municipality__code", flat=True))
    return frozenset(codes)


def recognise(
    person: Person,
    *,
    provider: str,
    issuer: str,
    subject: str,
    is_subject_stable: bool,
    now: datetime,
) -> None:
    """Remembers what a provider calls a person; raises `Rejected` when it is another name now.

    An id that comes with another name may have passed to somebody else. From then on it lets
    nobody in, by either name, until an administrator has looked into it.
    """
    if not is_subject_stable:
        return
    if _knows(person, provider=provider, issuer=issuer, subject=subject, now=now):
        return
    log.error("identity changed", person_id=person.pk)
    raise Rejected(Reason.IDENTITY_CHANGED)


@transaction.atomic
def _knows(person: Person, *, provider: str, issuer: str, subject: str, now: datetime) -> bool:
    """Whether a provider has this one name for a person, the first of which counts."""
    # One at a time: of two first sign-ins, the second is not the first.
    Person.objects.select_for_update().get(pk=person.pk)
    known = list(Identity.objects.filter(provider=provider, issuer=issuer, person=person))
    if any(row.doubted_at for row in known):
        return False
    same = next((row for row in known if row.subject == subject), None)
    if same is not None:
        Identity.objects.filter(pk=same.pk).update(last_at=now)
        return True
    if known:
        Identity.objects.filter(pk__in=[row.pk for row in known]).update(doubted_at=now)
        record(
            Action.SIGN_IN_REFUSED,
            now=now,
            actor_id=None,
            subject_id=person.pk,
            reason="the provider has another name for this id than before",
        )
        return False
    Identity.objects.create(
        person=person,
        provider=provider,
        issuer=issuer,
        subject=subject,
        first_at=now,
        last_at=now,
    )
    return True


def end_unvouched_sessions(*, now: datetime) -> int:
    """Ends the sessions for which their municipality's own provider may not speak any more.

    Returns how many. A person who comes to belong to another municipality, too, signs in anew.
    """
    rows = Session.objects.filter(provider__regex=r"^[0-9]{3}-").select_related("person")
    count = 0
    for session in rows:
        codes = list_municipality_codes(session.person, now=now) if session.person else frozenset()
        if codes != {session.provider[:3]}:
            count += Session.objects.filter(pk=session.pk).delete()[0]
    return count


def find_doubt(person: Person) -> datetime | None:
    """When a provider last had another name for a person, if nobody has looked into it yet."""
    found = Identity.objects.filter(person=person, doubted_at__isnull=False)
    return found.order_by("-doubted_at").values_list("doubted_at", flat=True).first()


def forget_identities(
    person: Person, *, at: Institution, accepted_by: Person, reason: str, now: datetime
) -> int:
    """Lets the next sign-in of a person count as the first, and records who decided so.

    Sessions that were begun under the old name end. Returns how many names were known.
    """
    with transaction.atomic():
        record(
            Action.CHANGE,
            now=now,
            actor_id=accepted_by.pk,
            subject_id=person.pk,
            object_type=Identity._meta.label_lower,
            municipality_code=at.municipality.code,
            institution_key=at.key,
            reason=reason,
        )
        known = Identity.objects.filter(person=person)
        for provider in known.values_list("provider", flat=True):
            Session.objects.filter(person=person, provider=provider).delete()
        return known.delete()[0]


def _may_speak_for(provider: SignInProvider, person: Person, *, now: datetime) -> bool:
    if provider.is_national:
        codes = list_municipality_codes(person, now=now)
        return bool(codes & provider.municipality_codes)
    # A municipality's own provider could sign in whomever it likes, and so it is believed about
    # those alone who have nothing to lose elsewhere.
    return (
        not person.is_superuser
        and list_municipality_codes(person, now=now) == provider.municipality_codes
    )
