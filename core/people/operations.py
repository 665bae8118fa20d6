"""Writing municipalities and local accounts, and who may sign in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.models import ALWAYS, FOREVER
from core.audit.models import Action
from core.audit.operations import record
from core.people.kinds import Role
from core.people.local_groups import add_local_member, add_local_membership
from core.people.models import Group, Institution, Municipality, Person
from core.people.refresh import refresh_access

# With a letter, so that no CPR number becomes somebody's name in the log.
_UNILOGIN = re.compile(r"[0-9A-Za-z]*[A-Za-z][0-9A-Za-z]*")


@dataclass(frozen=True, kw_only=True)
class LocalPlace:
    """Where somebody without a roster belongs, as what, and on which days."""

    at: Institution | Group
    role: Role
    starts_on: date = ALWAYS
    ends_on: date = FOREVER

    @property
    def institution(self) -> Institution:
        return self.at.institution if isinstance(self.at, Group) else self.at


def create_municipality(*, code: str, name: str) -> Municipality:
    """Makes a municipality; raises `ValidationError` for a bad code or one that is taken."""
    municipality = Municipality(code=code, name=name)
    municipality.full_clean()
    municipality.save()
    return municipality


def create_local_person(
    *,
    unilogin: str,
    first_name: str,
    family_name: str = "",
    title: str = "",
    email: str = "",
    birth_date: date | None = None,
    places: Sequence[LocalPlace] = (),
    created_by: Person | None,
    reason: str,
    now: datetime,
) -> Person:
    """Makes an account for somebody whom no roster has, such as a consultant or a substitute.

    The person holds at once what the places give, and without any the key of the person alone.
    There is no password until one is set. Raises `ValidationError` for a UNI-Login that is taken
    or a value that does not fit, and `ValueError` for a place as a guardian or without days.
    """
    person = Person(
        unilogin=unilogin.strip(),
        first_name=first_name.strip(),
        family_name=family_name.strip(),
        title=title,
        email=email,
        birth_date=birth_date,
    )
    person.set_unusable_password()
    with transaction.atomic():
        _check_account(person)
        person.save(force_insert=True)
        _record_creation(person, places, actor=created_by, reason=reason, now=now)
        refresh_access([person.pk], on=timezone.localdate(now))
        for place in places:
            _add_to_place(person, place, now=now)
    return person


def deactivate_person(
    person: Person, *, deactivated_by: Person | None, reason: str, now: datetime
) -> None:
    """Lets a person no longer sign in or hold any key, whatever rosters say from now on."""
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(is_active=False)
        person.is_active = False
        _record(person, actor=deactivated_by, reason=reason, now=now)
        refresh_access([person.pk], on=timezone.localdate(now))


def _check_account(person: Person) -> None:
    person.full_clean(validate_unique=False)
    if not _UNILOGIN.fullmatch(person.unilogin):
        text = _("It has letters and digits, and at least one letter.")
        raise ValidationError({"unilogin": text})
    if Person.objects.filter(unilogin__iexact=person.unilogin).exists():
        raise ValidationError({"unilogin": _("Somebody already has it.")})
    for field in ("first_name", "family_name", "title"):
        if not (getattr(person, field) or " ").isprintable():
            text = _("The name has signs that cannot be shown. Write it again.")
            raise ValidationError({field: text})


def _add_to_place(person: Person, place: LocalPlace, *, now: datetime) -> None:
    if isinstance(place.at, Group):
        add_local_member(
            person=person,
            group=place.at,
            role=place.role,
            starts_on=place.starts_on,
            ends_on=place.ends_on,
            now=now,
        )
    else:
        add_local_membership(
            person=person,
            institution=place.at,
            role=place.role,
            starts_on=place.starts_on,
            ends_on=place.ends_on,
            now=now,
        )


def _record_creation(
    person: Person,
    places: Iterable[LocalPlace],
    *,
    actor: Person | None,
    reason: str,
    now: datetime,
) -> None:
    """One entry for each institution, so that each finds it in its own log."""
    institutions = {place.institution.pk: place.institution for place in places}
    for institution in institutions.values() or [None]:
        _record(person, actor=actor, reason=reason, now=now, institution=institution)


def _record(
    person: Person,
    *,
    actor: Person | None,
    reason: str,
    now: datetime,
    institution: Institution | None = None,
) -> None:
    record(
        Action.CHANGE,
        now=now,
        actor_id=actor.pk if actor else None,
        subject_id=person.pk,
        object_type="people.person",
        object_id=person.pk,
        institution_key=institution.key if institution else "",
        municipality_code=institution.municipality.code if institution else "",
        reason=reason,
    )
